package org.gongkai.samples;

/**
 * One file of the samples and what a reader should find in it. A field that does not apply is
 * empty.
 *
 * @param file path below {@code data/samples}
 * @param bytes its content
 * @param shows what it is there to show
 * @param docType value of the column doc_type, or {@code reject}
 * @param publisher issuing organ
 * @param regionCode six-digit code
 * @param year report year
 * @param form form code
 * @param keyFigures some figures, as {@code code=value} separated by spaces
 */
record SampleReport(
    String file,
    byte[] bytes,
    String shows,
    String docType,
    String publisher,
    String regionCode,
    String year,
    String form,
    String keyFigures) {}
