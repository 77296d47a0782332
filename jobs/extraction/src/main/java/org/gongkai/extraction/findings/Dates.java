package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.Span;

/** Finds days that their month does not have, such as 11月31日. */
final class Dates {
  private static final Pattern DAY =
      Pattern.compile("(?<!\\d)(?:(20\\d\\d)年\\s?)?(1[0-2]|0?[1-9])月\\s?([3-9]\\d|29)日");

  /** A year with a 29 February, for days of an unknown year. */
  private static final int LEAP_YEAR = 2000;

  private final Rule rule;
  private final Wording wording;

  Dates(Rules rules, Wording wording) {
    rule = rules.named("impossible_date");
    this.wording = wording;
  }

  /** One finding for each such day; a day that is named again is told once. */
  List<Finding> check(String text) {
    List<Finding> findings = new ArrayList<>();
    List<String> told = new ArrayList<>();
    Matcher date = DAY.matcher(text);
    while (date.find()) {
      int year = date.group(1) == null ? LEAP_YEAR : Integer.parseInt(date.group(1));
      int last = Month.of(Integer.parseInt(date.group(2))).length(Year.isLeap(year));
      int day = Integer.parseInt(date.group(3));
      String named = date.group(2) + "月" + day + "日";
      if (day > last && !told.contains(named)) {
        told.add(named);
        findings.add(
            wording.computed(
                rule,
                new Wording.Subject(null, named),
                BigDecimal.valueOf(day),
                BigDecimal.valueOf(last),
                List.of(),
                new Span(date.start(), date.end())));
      }
    }
    return findings;
  }
}
