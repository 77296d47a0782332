/** Finds the report in its page and cuts it into sections by its headings. */
package org.gongkai.extraction.structure;
