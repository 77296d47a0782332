package org.gongkai.extraction.identity;

import java.util.List;
import java.util.Set;
import org.gongkai.extraction.model.Identity.RegionLevel;

/**
 * An administrative division, or a body without a code of its own such as a development zone, as it
 * stood from one year to another.
 *
 * @param code six-digit GB/T 2260 code; of the government above for a zone
 * @param name full name
 * @param level its level; that of the government above for a zone
 * @param zone whether it has no code of its own
 * @param parent code of the division above, or null for a province
 * @param from first year on whose 31 December it was in force
 * @param to last such year, or {@link Integer#MAX_VALUE}
 * @param successors codes that took over its area
 * @param aliases shorter names
 * @param phones telephone area codes, with the leading zero
 */
public record Division(
    String code,
    String name,
    RegionLevel level,
    boolean zone,
    String parent,
    int from,
    int to,
    List<String> successors,
    List<String> aliases,
    Set<String> phones) {
  public Division {
    successors = List.copyOf(successors);
    aliases = List.copyOf(aliases);
    phones = Set.copyOf(phones);
  }

  /** Whether it was in force on 31 December of a year. */
  public boolean inForce(int year) {
    return from <= year && year <= to;
  }

  /** Years between a year and its validity; 0 while in force. */
  int distance(int year) {
    return year < from ? from - year : year > to ? year - to : 0;
  }

  /** Whether it lies in another division or is it. */
  public boolean isWithin(Division other) {
    String prefix =
        switch (other.level) {
          case NATIONAL -> "";
          case PROVINCE -> other.code.substring(0, 2);
          case PREFECTURE -> other.code.substring(0, 4);
          case COUNTY, TOWNSHIP -> other.code;
        };
    return code.startsWith(prefix);
  }
}
