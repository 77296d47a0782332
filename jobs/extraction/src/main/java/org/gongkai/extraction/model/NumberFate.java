package org.gongkai.extraction.model;

/**
 * What became of one number of the text.
 *
 * @param number the number in the repaired text
 * @param figure the figure it became, or null
 * @param reason why it became none: an id of {@code conf/lexicon/reasons.csv}, such as {@code
 *     previous_year} or {@code no_topic}; null where it became a figure
 */
public record NumberFate(Span number, Figure figure, String reason) {}
