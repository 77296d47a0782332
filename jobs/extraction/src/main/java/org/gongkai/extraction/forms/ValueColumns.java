package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Scope;

/** What the headers of several value columns say about whose figures stand below. */
final class ValueColumns {
  private static final String PATH = "forms/values.csv";

  private static final Pattern GAP = Pattern.compile("\\s+");
  private static final int MOST_HEADERS = 20;

  private final List<Rule> rules = new ArrayList<>();

  private enum How {
    IS,
    ENDS,
    CONTAINS
  }

  private record Rule(How how, String label, Scope scope) {
    boolean fits(String header) {
      return switch (how) {
        case IS -> header.equals(label);
        case ENDS -> header.endsWith(label);
        case CONTAINS -> header.contains(label);
      };
    }
  }

  /**
   * A column as its header describes it.
   *
   * @param header the header as printed, empty where none was found
   * @param scope whose figures, or null where the column holds no figures of the year
   * @param sure whether the header said so
   */
  record Meaning(String header, Scope scope, boolean sure) {}

  ValueColumns(ConfFiles conf) {
    for (CSVRecord row : conf.csv(PATH)) {
      String scope = row.get("scope");
      try {
        rules.add(
            new Rule(
                How.valueOf(row.get("match").toUpperCase(Locale.ROOT)),
                Labels.squeeze(row.get("label")),
                scope.equals("none") ? null : Scope.valueOf(scope.toUpperCase(Locale.ROOT))));
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, 0, "has a wrong record: " + e.getMessage(), e);
      }
    }
  }

  /** The meanings of the headers in a cell, which may hold those of several columns. */
  List<Meaning> meanings(String headers) {
    Meaning whole = meaning(headers);
    if (whole != null && !GAP.matcher(headers.strip()).find()) {
      return List.of(whole);
    }
    List<Meaning> meanings = new ArrayList<>();
    for (String header : GAP.split(headers.strip(), MOST_HEADERS)) {
      Meaning meaning = meaning(header);
      if (meaning != null) {
        meanings.add(meaning);
      }
    }
    return meanings.isEmpty() && whole != null ? List.of(whole) : meanings;
  }

  private Meaning meaning(String header) {
    String words = Labels.squeeze(header);
    for (Rule rule : rules) {
      if (rule.fits(words)) {
        return new Meaning(header, rule.scope(), true);
      }
    }
    return null;
  }
}
