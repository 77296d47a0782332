package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.ProseReading.Partition;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Span;

/** Collects the wholes that sentences divide into parts: 共64件(…20件、…23件), 其中, 分别. */
final class Partitions {
  /** What the words around a number say of its place in a list. */
  enum Role {
    PLAIN,
    /** 其中20件. */
    FIRST_PART,
    /** 在64件中. */
    WHOLE,
    /** 共64件, behind its parts. */
    SUM
  }

  /** Reasons of numbers that may still be parts of a list of figures. */
  private static final Set<String> SHARES = Set.of("category", "combined", "no_frame");

  private static final String APPEALS = "appeals ";

  /** Fewer parts may add up by chance. */
  private static final int MANY = 3;

  /** How many numbers before a list may be its whole. */
  private static final int REACH = 4;

  private final List<Listing> found = new ArrayList<>();
  private final List<Counted> before = new ArrayList<>();

  /** The numbers of the sentence that stand side by side, alike in unit. */
  private final List<Counted> row = new ArrayList<>();

  private Listing open;

  private record Counted(Stated number, Unit unit, int depth) {}

  /** A list of parts with the numbers that may be its whole, the nearest last. */
  private record Listing(
      List<Counted> wholes, List<Stated> parts, Unit unit, int depth, boolean bracketed) {
    Counted nearest() {
      return wholes.get(wholes.size() - 1);
    }
  }

  /** Takes the next number of a sentence. */
  void add(Stated number, Unit unit, Role role, int depth) {
    Counted counted = new Counted(number, unit, depth);
    Counted last = before.isEmpty() ? null : before.get(before.size() - 1);
    boolean bracket = last != null && depth > last.depth();
    boolean opensParts = role == Role.FIRST_PART;
    if (role == Role.SUM && open == null && row.size() > 1 && isAlike(row.get(0), counted)) {
      List<Stated> parts = row.stream().map(Counted::number).toList();
      found.add(new Listing(List.of(counted), parts, unit, depth, true));
    }
    if (role != Role.PLAIN || (!row.isEmpty() && !isAlike(row.get(0), counted))) {
      row.clear();
    }
    if (role == Role.PLAIN || opensParts) {
      row.add(counted);
    }
    if (open != null && (depth < open.depth() || (opensParts && !open.parts().isEmpty()))) {
      finish();
    }
    if (role == Role.WHOLE) {
      finish();
      open = new Listing(List.of(counted), new ArrayList<>(), unit, depth, false);
    } else if (open == null && last != null && (opensParts || bracket)) {
      List<Counted> wholes = before.stream().filter(whole -> whole.unit().equals(unit)).toList();
      if (!wholes.isEmpty()) {
        open = new Listing(wholes, new ArrayList<>(), unit, depth, bracket && !opensParts);
      }
    }
    if (role != Role.WHOLE && open != null && open.unit().equals(unit) && depth == open.depth()) {
      open.parts().add(counted.number());
    }
    before.add(counted);
    if (before.size() > REACH) {
      before.remove(0);
    }
  }

  private static boolean isAlike(Counted one, Counted other) {
    return one.unit().equals(other.unit()) && one.depth() == other.depth();
  }

  /** Ends the sentence; the next may still open with 其中. */
  void close() {
    finish();
  }

  /** Ends the passage. */
  void closePassage() {
    finish();
    before.clear();
  }

  /**
   * The partitions. Parts of different kinds (channels, then outcomes) divide the same whole each
   * on their own; numbers that belong elsewhere are left out, and with them the claim to be
   * complete.
   */
  List<Partition> found(List<Draft> drafts, Map<Span, String> refusals) {
    Map<Span, String> kinds = new HashMap<>();
    drafts.forEach(draft -> kinds.put(draft.number(), kind(draft.key())));
    refusals.forEach((number, reason) -> kinds.putIfAbsent(number, "-" + reason));
    List<Partition> partitions = new ArrayList<>();
    for (Listing listing : found) {
      if (addsUp(listing)) {
        add(partitions, listing, listing.parts(), listing.bracketed());
        continue;
      }
      List<Stated> run = new ArrayList<>();
      String kind = null;
      boolean whole = listing.bracketed();
      String ofWhole = kinds.getOrDefault(listing.nearest().number().span(), "-");
      for (Stated part : listing.parts()) {
        String of = kinds.getOrDefault(part.span(), "-");
        if (of.startsWith("-") && !SHARES.contains(of.substring(1)) && !of.equals(ofWhole)) {
          whole = false;
          continue;
        }
        if (!of.startsWith("-")) {
          if (isOfAnotherVenue(ofWhole, of)) {
            break;
          }
          if (kind != null && !kind.equals(of)) {
            add(partitions, listing, run, false);
            run = new ArrayList<>();
            whole = false;
          }
          kind = of;
        }
        run.add(part);
      }
      add(partitions, listing, run, whole);
    }
    return partitions;
  }

  /** Whether all parts together are one of the numbers before them: then none belongs elsewhere. */
  private static boolean addsUp(Listing listing) {
    return listing.parts().size() >= MANY
        && listing.wholes().stream()
            .anyMatch(whole -> whole.number().value().compareTo(sum(listing.parts())) == 0);
  }

  private static BigDecimal sum(List<Stated> parts) {
    return parts.stream().map(Stated::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** 行政复议3件,其中维持2件;行政诉讼2件: what follows a list of results is about another venue. */
  private static boolean isOfAnotherVenue(String whole, String part) {
    return whole.startsWith(APPEALS) && !part.equals(whole);
  }

  private static void add(
      List<Partition> partitions, Listing listing, List<Stated> parts, boolean complete) {
    Stated whole = parts.size() > 1 ? whole(listing, parts) : null;
    if (whole != null) {
      Span last = parts.get(parts.size() - 1).span();
      Span span =
          new Span(
              Math.min(whole.span().start(), parts.get(0).span().start()),
              Math.max(whole.span().end(), last.end()));
      partitions.add(
          new Partition(
              whole,
              parts,
              complete ? Partition.Completeness.COMPLETE : Partition.Completeness.OPEN,
              span));
    }
  }

  /**
   * The number that the parts divide: one that they add up to, else the nearest, if large enough.
   */
  private static Stated whole(Listing listing, List<Stated> parts) {
    BigDecimal sum = sum(parts);
    List<Counted> wholes = listing.wholes();
    for (int i = wholes.size() - 1; i >= 0; i--) {
      if (wholes.get(i).number().value().compareTo(sum) == 0) {
        return wholes.get(i).number();
      }
    }
    Stated nearest = listing.nearest().number();
    boolean holdsEach =
        parts.stream().allMatch(part -> part.value().compareTo(nearest.value()) <= 0);
    return holdsEach ? nearest : null;
  }

  /** Parts of the same kind may be added up. */
  private static String kind(FigureKey key) {
    return switch (key.table()) {
      case CHANNELS -> "channels " + key.code("activity");
      case REQUESTS ->
          key.code("applicant").equals("total")
              ? "requests " + key.code("measure")
              : "requests by applicant";
      case APPEALS -> APPEALS + key.code("venue");
      case STAFFING -> key.code("item").startsWith("staff") ? "staff" : key.toString();
      case OUTCOMES -> FactTable.OUTCOMES.tableName();
      case DISCLOSURES, FEES -> key.toString();
    };
  }

  private void finish() {
    row.clear();
    if (open != null && open.parts().size() > 1) {
      found.add(open);
    }
    open = null;
  }
}
