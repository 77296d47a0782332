/**
 * Reads one report: bytes in, figures with their evidence out. Knows nothing of Spark. The packages
 * are the steps of the way, in order: {@code reading}, {@code repair}, {@code language}, {@code
 * structure}, {@code identity}, {@code forms}, {@code prose}, {@code findings}; {@link
 * org.gongkai.extraction.ReportExtractor} walks it.
 */
package org.gongkai.extraction;
