package org.gongkai.samples;

/**
 * An organ of the fictional province that publishes reports.
 *
 * @param code six-digit code of its region
 * @param region name of its region
 * @param name its own name
 * @param kind value of the column organ_kind
 * @param level value of the column region_level
 * @param whole how it calls all that it covers: 全省, 全市, 全县, 本机关
 * @param scale requests that it received in 2012
 */
record Publisher(
    String code, String region, String name, String kind, String level, String whole, int scale) {

  /** Whether its figures cover other organs too. */
  boolean isGovernment() {
    return kind.equals("government");
  }
}
