package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/**
 * The towns of {@code conf/divisions/towns.csv}. Few reports need them, so they are read when the
 * first asks.
 */
final class Towns {
  private static final String PATH = "divisions/towns.csv";

  /** A town at the beginning of its organ's name, 壶镇镇 as well as 石坝乡. */
  private static final Pattern TOWN =
      Pattern.compile("^(?:人民政府|政府)?([\\u4e00-\\u9fff]{1,10}?)(街道|镇(?!镇)|乡(?!乡)|苏木|地区|(?=办事处))");

  private static final List<String> CLASSES = List.of("街道", "镇", "乡", "苏木", "");

  private final ConfFiles conf;
  private final Divisions divisions;
  private volatile List<County> counties;

  Towns(ConfFiles conf, Divisions divisions) {
    this.conf = conf;
    this.divisions = divisions;
  }

  /**
   * The divisions that may hold the town whose organ has a name, in force at the end of a year. A
   * town that is listed as no more than another class, a town that was made a street, counts too.
   *
   * @param organ name of an organ without the regions it begins with, such as 石坝镇人民政府
   * @throws ConfException if the list is wrong
   */
  List<Division> holding(String organ, int year) {
    Matcher town = TOWN.matcher(organ);
    if (!town.find()) {
      return List.of();
    }
    List<String> codes = codes(List.of(town.group(1) + town.group(2)));
    if (codes.isEmpty()) {
      codes = codes(CLASSES.stream().map(town.group(1)::concat).toList());
    }
    return codes.stream().flatMap(code -> atTime(code, year)).distinct().toList();
  }

  private List<String> codes(List<String> names) {
    List<String> found = new ArrayList<>();
    for (County county : counties()) {
      if (names.stream().anyMatch(name -> county.towns.contains(" " + name + " "))) {
        found.add(county.code);
      }
    }
    return found;
  }

  /** The division with a code of today, or those of another year that became it. */
  private Stream<Division> atTime(String code, int year) {
    Stream<Division> same = divisions.inForce(code, year).stream();
    Stream<Division> before =
        divisions.all().filter(d -> d.inForce(year) && d.successors().contains(code));
    return Stream.concat(same, before);
  }

  private List<County> counties() {
    List<County> known = counties;
    if (known == null) {
      known = conf.csv(PATH).stream().map(this::county).toList();
      counties = known;
    }
    return known;
  }

  private County county(CSVRecord record) {
    String code = record.get("code");
    if (!divisions.isListed(code)) {
      throw new ConfException(PATH, record.getRecordNumber(), "names the unknown code " + code);
    }
    return new County(code, " " + record.get("towns") + " ");
  }

  /** A county's towns, with a space before and after each. */
  private record County(String code, String towns) {}
}
