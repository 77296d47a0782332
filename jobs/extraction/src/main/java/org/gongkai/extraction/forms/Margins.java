package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** The lines around a printed table that belong to it: its title, and its foot with names. */
final class Margins {
  private static final String PATH = "forms/margins.csv";
  private static final int LONGEST = 120;

  private final List<String> titles = new ArrayList<>();
  private final List<String> above = new ArrayList<>();
  private final List<String> below = new ArrayList<>();

  Margins(ConfFiles conf) {
    for (CSVRecord row : conf.csv(PATH)) {
      switch (row.get("place")) {
        case "title" -> titles.add(row.get("text"));
        case "above" -> above.add(row.get("text"));
        case "below" -> below.add(row.get("text"));
        default -> throw new ConfException(PATH, 0, "has the unknown place " + row.get("place"));
      }
    }
  }

  /** Whether the line is the title of a table, with which another form may begin. */
  boolean isTitle(String line) {
    return line.length() <= LONGEST && titles.stream().anyMatch(line::endsWith);
  }

  boolean isAbove(String line) {
    return isTitle(line) || (line.length() <= LONGEST && above.stream().anyMatch(line::contains));
  }

  boolean isBelow(String line) {
    return line.length() <= LONGEST && below.stream().anyMatch(line::contains);
  }
}
