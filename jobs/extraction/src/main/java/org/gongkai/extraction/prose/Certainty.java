package org.gongkai.extraction.prose;

import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** How sure each ground makes a reading: {@code conf/lexicon/confidence.csv}. */
final class Certainty {
  private static final String PATH = "lexicon/confidence.csv";

  private final Map<Ground, Double> of = new EnumMap<>(Ground.class);

  /**
   * Reads the file.
   *
   * @throws ConfException if a ground is unknown, missing, or not between 0 and 1
   */
  Certainty(ConfFiles conf) {
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        double value = Double.parseDouble(line.get("confidence"));
        if (!(value > 0 && value <= 1)) {
          throw new IllegalArgumentException(value + " is not between 0 and 1");
        }
        of.put(Ground.valueOf(line.get("ground").toUpperCase(java.util.Locale.ROOT)), value);
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getRecordNumber(), e.getMessage(), e);
      }
    }
    for (Ground ground : Ground.values()) {
      if (!of.containsKey(ground)) {
        throw new ConfException(PATH, 1, "lacks a line for " + ground);
      }
    }
  }

  /** Share of the readings on this ground that are right, 0 to 1. */
  double of(Ground ground) {
    return of.get(ground);
  }
}
