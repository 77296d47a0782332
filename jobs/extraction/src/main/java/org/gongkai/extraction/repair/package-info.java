/** Damaged text into clean text, with a log of what was mended and where. */
package org.gongkai.extraction.repair;
