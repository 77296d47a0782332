package org.gongkai.extraction.model;

import java.time.LocalDate;

/**
 * Who reports on when. A field that the text does not settle is null.
 *
 * @param docType kind of document
 * @param docTypeReason why it was taken for that kind, for a person to read
 * @param title the document's title line
 * @param publisherName the issuing organ in Simplified characters, as title or opening prints it
 * @param organKind kind of organ
 * @param regionCode six-digit GB/T 2260 code as in force in the report year, 000000 for a national
 *     organ
 * @param regionName name of the region in that year
 * @param regionLevel level of the region, {@code TOWNSHIP} for the report of a town or street
 * @param provinceCode code of the province above, or null
 * @param prefectureCode code of the prefecture above, or null
 * @param reportYear the year that the figures describe, or null
 * @param periodStart first day covered, or null
 * @param periodEnd last day covered, or null where the text leaves it open
 * @param publishedDate date of signature or publication, or null
 * @param documentNumber 发文字号, or null
 * @param indexNumber 索引号, or null
 */
public record Identity(
    DocType docType,
    String docTypeReason,
    String title,
    String publisherName,
    OrganKind organKind,
    String regionCode,
    String regionName,
    RegionLevel regionLevel,
    String provinceCode,
    String prefectureCode,
    Integer reportYear,
    LocalDate periodStart,
    LocalDate periodEnd,
    LocalDate publishedDate,
    String documentNumber,
    String indexNumber) {

  /** Kinds of document. Figures are read from all but {@code OTHER}. */
  public enum DocType {
    ANNUAL_REPORT,
    SELF_ASSESSMENT,
    INTERIM_SUMMARY,
    OTHER;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Kinds of organ. */
  public enum OrganKind {
    GOVERNMENT,
    GOVERNMENT_OFFICE,
    DEPARTMENT,
    TOWNSHIP,
    OTHER;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Levels of government. */
  public enum RegionLevel {
    NATIONAL,
    PROVINCE,
    PREFECTURE,
    COUNTY,
    TOWNSHIP;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
