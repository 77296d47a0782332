/** Tells which organ of which region reports on which period, and what kind of document it is. */
package org.gongkai.extraction.identity;
