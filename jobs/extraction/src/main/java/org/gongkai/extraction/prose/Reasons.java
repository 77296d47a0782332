package org.gongkai.extraction.prose;

import java.util.HashSet;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** Why a number states no figure: the ids of {@code conf/lexicon/reasons.csv}. */
final class Reasons {
  private static final String PATH = "lexicon/reasons.csv";

  private final Set<String> ids = new HashSet<>();

  /**
   * Reads the reasons.
   *
   * @throws ConfException if one lacks its explanation
   */
  Reasons(ConfFiles conf) {
    for (CSVRecord line : conf.csv(PATH)) {
      if (line.get("zh").isEmpty() || line.get("en").isEmpty() || !ids.add(line.get("id"))) {
        throw new ConfException(PATH, line.getRecordNumber(), "needs a new id, zh and en");
      }
    }
  }

  /**
   * Checks an id.
   *
   * @throws IllegalArgumentException if it is unknown
   */
  String require(String id) {
    if (!ids.contains(id)) {
      throw new IllegalArgumentException(id + " is not in conf/" + PATH);
    }
    return id;
  }
}
