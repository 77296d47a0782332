package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gongkai.extraction.findings.TextSums.Division;
import org.gongkai.extraction.findings.TextSums.Equation;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.ProseReading.Partition;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/**
 * Adds up what sentences state: the sums of the forms, lists of parts beside their whole, and
 * wholes that one sentence divides.
 */
final class SentenceSums {
  /** Characters between the numbers of one list. */
  private static final int LONGEST_GAP = 40;

  /** Characters between a whole and the list of its parts, in front and behind. */
  private static final int REACH = 60;

  private static final int REACH_BEHIND = 20;

  /** What stands between a number and those that divide it. */
  private static final Pattern OPENS_DIVISION = Pattern.compile("其中|[(（]");

  /** Shares that come so close to their whole are meant to make it up. */
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.95");

  /** Numbers for other reasons than these may be a part that was not understood. */
  private static final Set<String> NO_PARTS =
      Set.of("percent", "year", "date", "ordinal", "code", "change", "previous_year", "measure");

  private final Rules rules;
  private final TextSums sums;
  private final Wording wording;

  SentenceSums(Rules rules, TextSums sums, Wording wording) {
    this.rules = rules;
    this.sums = sums;
    this.wording = wording;
  }

  /**
   * The sums that do not hold, where no table states their terms; of two findings about the same
   * numbers the first is kept.
   */
  List<Finding> check(String text, FormReading forms, ProseReading prose) {
    List<Figure> stated =
        prose.figures().stream()
            .filter(figure -> figure.evidenceKind() != EvidenceKind.TABLE)
            .sorted(Comparator.comparing(SentenceSums::place))
            .toList();
    List<Finding> findings = new ArrayList<>();
    Set<FigureKey> printed = new HashSet<>();
    forms.figures().forEach(figure -> printed.add(figure.key()));
    sums.equations().stream()
        .filter(equation -> Collections.disjoint(equation.terms(), printed))
        .forEach(equation -> equation(equation, stated, prose.partitions(), findings));
    sums.divisions().forEach(division -> lists(division, stated, text, prose.fates(), findings));
    scopes(stated, text, prose.fates(), findings);
    partitions(prose, findings);
    Set<List<Object>> numbers = new HashSet<>();
    findings.removeIf(
        finding ->
            !numbers.add(
                List.of(
                    finding.stated().stripTrailingZeros(),
                    finding.expected().stripTrailingZeros())));
    return findings;
  }

  private static Span place(Figure figure) {
    return figure.number().length() > 0 ? figure.number() : figure.evidence();
  }

  /**
   * A report in prose leaves out what it has not, so every term must be stated, and only once; and
   * may divide a whole further than the equation does (人员3人,其中主管1人,专职0人,兼职2人).
   */
  private void equation(
      Equation equation, List<Figure> stated, List<Partition> partitions, List<Finding> findings) {
    List<Figure> left = each(equation.left(), stated);
    List<Figure> right = each(equation.right(), stated);
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    BigDecimal whole = sum(left);
    BigDecimal parts = sum(right);
    boolean firstHoldsAll = left.get(0).value().compareTo(parts) == 0;
    boolean addsUp =
        partitions.stream()
            .anyMatch(
                partition ->
                    partition.whole().span().equals(left.get(0).number())
                        && partition.sum().compareTo(whole) == 0);
    if (whole.compareTo(parts) != 0 && !firstHoldsAll && !addsUp) {
      findings.add(finding(equation.rule(), left, right));
    }
  }

  /** The one exact statement of each figure, or none where one is missing or contradicted. */
  private static List<Figure> each(List<FigureKey> keys, List<Figure> stated) {
    List<Figure> each = new ArrayList<>();
    for (FigureKey key : keys) {
      List<Figure> said =
          stated.stream()
              .filter(figure -> figure.key().equals(key) && figure.scope() == Scope.WHOLE)
              .filter(figure -> figure.evidenceKind() == EvidenceKind.PROSE)
              .toList();
      if (said.isEmpty()
          || said.stream()
              .anyMatch(
                  figure ->
                      !Amount.of(figure).isExact()
                          || figure.value().compareTo(said.get(0).value()) != 0)) {
        return List.of();
      }
      each.add(said.get(0));
    }
    return each;
  }

  private void lists(
      Division division,
      List<Figure> stated,
      String text,
      List<NumberFate> fates,
      List<Finding> findings) {
    for (Map<FigureKey, Figure> list : listsOf(division, stated)) {
      List<Figure> told =
          list.values().stream().filter(part -> !isWithinAnother(part, list.keySet())).toList();
      boolean plain =
          told.stream().allMatch(part -> part.scope() == Scope.WHOLE && Amount.of(part).isExact());
      Figure whole = plain && told.size() > 1 ? whole(division, told, stated, text) : null;
      List<Figure> parts = new ArrayList<>(outermost(List.copyOf(list.values()), text));
      parts.retainAll(told);
      if (whole == null || parts.size() < 2) {
        continue;
      }
      int difference = sum(parts).compareTo(whole.value());
      Span place =
          new Span(
              Math.min(place(whole).start(), place(parts.get(0)).start()),
              place(parts.get(parts.size() - 1)).end());
      boolean tooMuch =
          difference > 0 && (!division.overlapping() || place(whole).end() >= place.end());
      boolean tooLittle =
          difference < 0
              && division.isComplete(parts.stream().map(Figure::key).toList())
              && fates.stream().noneMatch(fate -> mayBePart(fate, place, text))
              && stated.stream().noneMatch(figure -> fills(figure, whole, parts, place, text));
      if (tooMuch || tooLittle) {
        findings.add(finding(division.rule(), List.of(whole), parts));
      }
    }
  }

  /** Parts of one whole that stand close to each other, each once. */
  private static List<Map<FigureKey, Figure>> listsOf(Division division, List<Figure> stated) {
    List<Map<FigureKey, Figure>> lists = new ArrayList<>();
    Map<FigureKey, Figure> list = null;
    int end = 0;
    for (Figure figure : stated) {
      if (!division.parts().fits(figure.key()) || figure.evidenceKind() != EvidenceKind.PROSE) {
        continue;
      }
      boolean far = place(figure).start() - end > LONGEST_GAP;
      if (list == null || far || list.containsKey(figure.key())) {
        list = new LinkedHashMap<>();
        lists.add(list);
      }
      list.put(figure.key(), figure);
      end = place(figure).end();
    }
    return lists;
  }

  /** Whether a part is told as a share of another: a reason of refusal beside all refusals. */
  private static boolean isWithinAnother(Figure part, Collection<FigureKey> told) {
    return told.stream()
        .filter(other -> !other.equals(part.key()))
        .anyMatch(
            other -> {
              for (int i = 0; i < other.codes().size(); i++) {
                String code = part.key().codes().get(i);
                String wider = other.codes().get(i);
                if (!code.equals(wider) && !code.startsWith(wider + "_")) {
                  return false;
                }
              }
              return true;
            });
  }

  /**
   * The whole that stands before or right behind a list, or null where none does or where the
   * parts, or the first of them, add up to one that the report states.
   */
  private static Figure whole(
      Division division, List<Figure> parts, List<Figure> stated, String text) {
    List<Figure> wholes =
        stated.stream()
            .filter(figure -> division.wholes().contains(figure.key()))
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .toList();
    for (int told = 2; told <= parts.size(); told++) {
      Amount sum = new Amount(sum(parts.subList(0, told)), Precision.EXACT);
      if (wholes.stream().anyMatch(whole -> Amount.of(whole).agrees(sum))) {
        return null;
      }
    }
    int start = place(parts.get(0)).start();
    int end = place(parts.get(parts.size() - 1)).end();
    Stream<Figure> before =
        wholes.stream()
            .filter(whole -> place(whole).end() <= start && start - place(whole).end() <= REACH)
            .sorted(Comparator.comparing(SentenceSums::place).reversed());
    Stream<Figure> behind =
        wholes.stream()
            .filter(whole -> place(whole).start() >= end)
            .filter(whole -> place(whole).start() - end <= REACH_BEHIND)
            .filter(whole -> Sentences.isOne(text, place(parts.get(0)), place(whole)));
    return Stream.concat(before, behind)
        .findFirst()
        .filter(whole -> Amount.of(whole).isExact())
        .orElse(null);
  }

  /** Whether a number that was not understood stands in a list or in the rest of its sentence. */
  private static boolean mayBePart(NumberFate fate, Span list, String text) {
    return fate.figure() == null
        && !NO_PARTS.contains(fate.reason())
        && fate.number().start() >= list.start()
        && Sentences.isOne(text, list, fate.number());
  }

  /** Whether a figure of another kind in the rest of the sentence is what the list lacks. */
  private static boolean fills(
      Figure figure, Figure whole, List<Figure> parts, Span list, String text) {
    return place(figure).start() >= list.end()
        && Sentences.isOne(text, list, place(figure))
        && sum(parts).add(figure.value()).compareTo(whole.value()) == 0;
  }

  /**
   * A whole and how much of it the organ itself and those below it have each. Single bodies may be
   * named without the rest, so that too little is told only where nothing can be missing.
   */
  private void scopes(
      List<Figure> stated, String text, List<NumberFate> fates, List<Finding> findings) {
    for (Figure whole : stated) {
      if (whole.scope() != Scope.WHOLE || !Amount.of(whole).isExact()) {
        continue;
      }
      List<Figure> told = sharesOf(whole, stated);
      List<Figure> parts = outermost(told, text);
      if (parts.size() < 2
          || addsUpSomewhere(told, whole)
          || parts.stream().anyMatch(part -> !Amount.of(part).isExact())) {
        continue;
      }
      Span place = new Span(place(whole).start(), place(told.get(told.size() - 1)).end());
      int difference = sum(parts).compareTo(whole.value());
      boolean tooLittle =
          difference < 0
              && leavesNothingOut(parts, whole)
              && fates.stream().noneMatch(fate -> mayBePart(fate, place, text))
              && stated.stream().noneMatch(figure -> fills(figure, whole, parts, place, text));
      if (difference > 0 || tooLittle) {
        rules
            .of(Rule.Kind.PARTITION)
            .forEach(rule -> findings.add(finding(rule, List.of(whole), parts)));
      }
    }
  }

  /** The statements of the same figure for parts of the whole that follow it closely. */
  private static List<Figure> sharesOf(Figure whole, List<Figure> stated) {
    List<Figure> shares = new ArrayList<>();
    int end = place(whole).end();
    for (Figure figure : stated) {
      if (!figure.key().equals(whole.key()) || place(figure).start() < place(whole).end()) {
        continue;
      }
      int reach = shares.isEmpty() ? REACH : LONGEST_GAP;
      if (figure.scope() == Scope.WHOLE || place(figure).start() - end > reach) {
        break;
      }
      shares.add(figure);
      end = place(figure).end();
    }
    return shares;
  }

  private static boolean addsUpSomewhere(List<Figure> parts, Figure whole) {
    return IntStream.rangeClosed(1, parts.size())
        .anyMatch(told -> sum(parts.subList(0, told)).compareTo(whole.value()) == 0);
  }

  /** Whether every level of government has its share, or the shares make up nearly all. */
  private static boolean leavesNothingOut(List<Figure> parts, Figure whole) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    parts.forEach(part -> scopes.add(part.scope()));
    BigDecimal nearlyAll = whole.value().multiply(NEARLY_ALL);
    return scopes.size() > 2
        || (parts.size() > 2 && scopes.contains(Scope.OWN) && sum(parts).compareTo(nearlyAll) >= 0);
  }

  /** The parts without those that are told to divide the part before them. */
  private static List<Figure> outermost(List<Figure> parts, String text) {
    List<Figure> outer = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (i < next) {
        continue;
      }
      outer.add(parts.get(i));
      next = endOfDivision(parts, i, text);
    }
    return outer;
  }

  /** One past the parts into which a part is divided, or past itself. */
  private static int endOfDivision(List<Figure> parts, int divided, String text) {
    BigDecimal whole = parts.get(divided).value();
    BigDecimal within = BigDecimal.ZERO;
    for (int j = divided + 1; j < parts.size() && within.compareTo(whole) < 0; j++) {
      int from = place(parts.get(divided)).end();
      int to = place(parts.get(divided + 1)).start();
      if (from > to || !OPENS_DIVISION.matcher(text.substring(from, to)).find()) {
        break;
      }
      within = within.add(parts.get(j).value());
      if (j > divided + 1 && within.compareTo(whole) == 0) {
        return j + 1;
      }
    }
    return divided + 1;
  }

  private void partitions(ProseReading prose, List<Finding> findings) {
    for (Rule rule : rules.of(Rule.Kind.PARTITION)) {
      for (Partition partition : prose.partitions()) {
        if (!isKept(partition)) {
          findings.add(
              wording.sum(
                  rule.id(),
                  rule,
                  new Wording.Subject(null, ""),
                  partition.whole().value(),
                  partition.parts().stream().map(Stated::value).toList(),
                  List.of(),
                  partition.span()));
        }
      }
    }
  }

  /**
   * Rounded parts may add up to somewhat less or more than their whole, and numbers of another
   * matter may follow those that do.
   */
  private static boolean isKept(Partition partition) {
    BigDecimal first = partition.parts().get(0).value();
    for (Stated part : partition.parts().subList(1, partition.parts().size())) {
      first = first.add(part.value());
      if (first.compareTo(partition.whole().value()) == 0) {
        return true;
      }
    }
    return isKept(partition, partition.sum())
        || isKept(partition, sumOfOutermost(partition.parts()));
  }

  private static boolean isKept(Partition partition, BigDecimal parts) {
    boolean exact = partition.parts().stream().allMatch(part -> Amount.of(part).isExact());
    Amount sum = new Amount(parts, exact ? Precision.EXACT : Precision.APPROXIMATE);
    boolean enough =
        switch (partition.completeness()) {
          case COMPLETE -> false;
          case OPEN -> sum.value().compareTo(partition.whole().value()) <= 0;
        };
    return enough || sum.agrees(Amount.of(partition.whole()));
  }

  /** The sum without parts that divide the part before them: 3件(2件维持,1件纠正). */
  private static BigDecimal sumOfOutermost(List<Stated> parts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < parts.size(); i++) {
      BigDecimal part = parts.get(i).value();
      sum = sum.add(part);
      BigDecimal within = BigDecimal.ZERO;
      for (int j = i + 1; j < parts.size() && within.compareTo(part) < 0; j++) {
        within = within.add(parts.get(j).value());
        if (j > i + 1 && within.compareTo(part) == 0) {
          i = j;
        }
      }
    }
    return sum;
  }

  private static BigDecimal sum(List<Figure> figures) {
    return figures.stream().map(Figure::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Finding finding(Rule rule, List<Figure> left, List<Figure> right) {
    List<Figure> cited = new ArrayList<>(left);
    cited.addAll(right);
    return wording.sum(
        rule.id(),
        rule,
        Wording.Subject.of(left.get(0).key()),
        sum(left),
        right.stream().map(Figure::value).toList(),
        cited.stream().map(figure -> new Finding.Cited(figure.key(), figure.value())).toList(),
        left.get(0).evidence());
  }
}
