package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.Set;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FigureKey;

/** Units of figures whose unit no text prints. */
final class Units {
  /** Unit of a figure in words: fits every rule. */
  static final Unit WORDED =
      new Unit(
          "",
          Set.of(
              "case", "info", "event", "people", "visits", "place", "money", "article", "worded"),
          BigDecimal.ONE);

  private Units() {}

  /** The unit that is usual for a figure. */
  static String customary(FigureKey key) {
    return switch (key.table()) {
      case REQUESTS, OUTCOMES, APPEALS -> "件";
      case CHANNELS ->
          switch (key.code("activity")) {
            case "consultation" -> "人次";
            case "publication" -> "条";
            default -> "件";
          };
      case DISCLOSURES -> "条";
      case FEES -> "元";
      case STAFFING ->
          switch (key.code("item")) {
            case "staff_total", "staff_full_time", "staff_part_time" -> "人";
            case "people_trained" -> "人次";
            case "meetings", "training_sessions" -> "次";
            case "budget" -> "万元";
            default -> "个";
          };
    };
  }
}
