package org.gongkai.extraction.prose;

import java.util.Set;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** Where reports are taken to review: the topics of the lexicon that one denial may join. */
final class Venue {
  private static final Set<String> TOPICS = Set.of("recon", "litig", "complaint", "grievance");

  private Venue() {}

  static boolean isTopic(String topic) {
    return topic != null && TOPICS.contains(topic);
  }

  /** The figure that counts all cases of a venue. */
  static FigureKey total(String topic) {
    return FigureKey.of(
        FactTable.APPEALS,
        switch (topic) {
          case "recon" -> "reconsideration";
          case "litig" -> "litigation";
          case "litig_direct" -> "litigation_direct";
          case "litig_after" -> "litigation_after_reconsideration";
          default -> topic;
        },
        "total");
  }

  /** The topic of a figure of {@code appeals}. */
  static String topic(FigureKey key) {
    return switch (key.code("venue")) {
      case "reconsideration" -> "recon";
      case "litigation" -> "litig";
      case "litigation_direct" -> "litig_direct";
      case "litigation_after_reconsideration" -> "litig_after";
      default -> key.code("venue");
    };
  }
}
