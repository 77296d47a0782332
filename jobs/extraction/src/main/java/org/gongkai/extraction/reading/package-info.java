/**
 * From bytes to {@link org.gongkai.extraction.model.SourceDocument}: text and grids of any file
 * kind.
 */
package org.gongkai.extraction.reading;
