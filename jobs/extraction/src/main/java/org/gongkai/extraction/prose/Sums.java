package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** Recognises the total of a list that ends with it: 网站55条,公开栏230条,合计285条. */
final class Sums {
  private static final FigureKey ALL_INFORMATION =
      FigureKey.of(FactTable.DISCLOSURES, "all_information", "published");
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");
  private static final FigureKey STAFF = FigureKey.of(FactTable.STAFFING, "staff_total");
  private static final int MAX_TERMS = 12;

  /** Fewer kinds may add up by chance. */
  private static final int FEWEST_KINDS = 3;

  private final List<Term> terms = new ArrayList<>();

  private record Term(BigDecimal value, Unit unit, Draft draft) {}

  /**
   * A total.
   *
   * @param key what it counts
   * @param repeated terms that count the same, which the total replaces
   */
  record Total(FigureKey key, List<Draft> repeated) {}

  /** A new sentence begins. */
  void clear() {
    terms.clear();
  }

  /**
   * Takes the next number of the sentence.
   *
   * @param draft its figure, or null
   */
  void add(BigDecimal value, Unit unit, Draft draft) {
    terms.add(new Term(value, unit, draft));
    if (terms.size() > MAX_TERMS) {
      terms.remove(0);
    }
  }

  /** The total that a number is of the numbers just before it, or null. */
  Total total(BigDecimal value, Unit unit) {
    List<Term> parts = parts(value, unit);
    List<Draft> drafts = parts.stream().map(Term::draft).filter(Objects::nonNull).toList();
    Set<FigureKey> keys = drafts.stream().map(Draft::key).collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() == 1 && drafts.size() == parts.size()) {
      return new Total(keys.iterator().next(), ofOneBody(drafts) ? drafts : List.of());
    }
    boolean byKind = parts.size() >= FEWEST_KINDS && keys.stream().allMatch(Sums::isPublishedKind);
    if (all(keys, "channels(publication") || byKind) {
      return new Total(ALL_INFORMATION, List.of());
    }
    if (all(keys, "channels(request")) {
      return new Total(RECEIVED, List.of());
    }
    return all(keys, "staffing(staff_") ? new Total(STAFF, List.of()) : null;
  }

  /** 公开规范性文件5件、财政信息3条、工作动态20条,合计28条: one kind of all that was published. */
  private static boolean isPublishedKind(FigureKey key) {
    return key.table() == FactTable.DISCLOSURES
        && key.code("measure").equals("published")
        && !key.equals(ALL_INFORMATION);
  }

  /** Whether a number adds up figures of several bodies: 本级312件,各市州9870件,合计10182件. */
  boolean spansBodies(BigDecimal value, Unit unit) {
    return !ofOneBody(
        parts(value, unit).stream().map(Term::draft).filter(Objects::nonNull).toList());
  }

  private static boolean ofOneBody(List<Draft> drafts) {
    return drafts.stream().map(Draft::scopeWord).distinct().count() <= 1;
  }

  /** The numbers just before that add up to a number; empty where none do. */
  private List<Term> parts(BigDecimal value, Unit unit) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = terms.size() - 1; i >= 0 && terms.get(i).unit().equals(unit); i--) {
      sum = sum.add(terms.get(i).value());
      if (i < terms.size() - 1 && sum.compareTo(value) == 0) {
        return terms.subList(i, terms.size());
      }
    }
    return List.of();
  }

  private static boolean all(Set<FigureKey> keys, String start) {
    return keys.stream().allMatch(key -> key.toString().startsWith(start));
  }
}
