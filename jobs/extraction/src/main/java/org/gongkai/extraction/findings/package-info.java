/** Holds a report against itself. */
package org.gongkai.extraction.findings;
