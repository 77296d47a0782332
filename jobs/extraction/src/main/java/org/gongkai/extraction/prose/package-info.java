/**
 * Reads figures out of sentences. The words and what they mean stand in {@code conf/lexicon}; the
 * classes here are the grammar that puts words and numbers together.
 */
package org.gongkai.extraction.prose;
