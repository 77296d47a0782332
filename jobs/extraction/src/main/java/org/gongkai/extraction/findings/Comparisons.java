package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.findings.TextSums.Division;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/**
 * Holds shares and changes against the figures that they compare: 网上申请30件,占75% of 40, and
 * 20件,比上年的15件增加5件. Which words compare stands in {@code conf/comparisons.csv}.
 */
final class Comparisons {
  private static final String PATH = "comparisons.csv";
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(?:\\.\\d{1,3})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int LONGEST_GAP = 15;

  /** Characters of a unit and a comma. */
  private static final int LONGEST_UNIT = 3;

  private final Map<Kind, List<String>> words = new EnumMap<>(Kind.class);
  private final Rule share;
  private final Rule change;
  private final TextSums sums;
  private final Wording wording;

  private enum Kind {
    SHARE,
    THAN,
    MORE,
    LESS,
    VAGUE
  }

  Comparisons(ConfFiles conf, Rules rules, TextSums sums, Wording wording) {
    this.sums = sums;
    this.wording = wording;
    share = rules.named("share_mismatch");
    change = rules.named("year_on_year");
    for (Kind kind : Kind.values()) {
      words.put(kind, new ArrayList<>());
    }
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        words.get(Kind.valueOf(line.get("kind").toUpperCase(Locale.ROOT))).add(line.get("word"));
      } catch (IllegalArgumentException e) {
        throw new ConfException(
            PATH,
            line.getParser().getCurrentLineNumber(),
            "is of the unknown kind " + line.get("kind"),
            e);
      }
    }
  }

  /** The shares and changes that the figures do not give, in order of the text. */
  List<Finding> check(String text, ProseReading prose) {
    List<Finding> findings = new ArrayList<>();
    List<NumberFate> numbers =
        prose.fates().stream()
            .filter(fate -> !"year".equals(fate.reason()))
            .sorted(Comparator.comparing(NumberFate::number))
            .toList();
    for (int i = 1; i < numbers.size(); i++) {
      Figure figure = numbers.get(i - 1).figure();
      if (figure == null || !Amount.of(figure).isExact()) {
        continue;
      }
      NumberFate next = numbers.get(i);
      if ("percent".equals(next.reason())) {
        share(text, figure, next.number(), prose, findings);
      } else if ("previous_year".equals(next.reason()) && i + 1 < numbers.size()) {
        change(text, numbers.subList(0, i), next.number(), numbers.get(i + 1).number(), findings);
      }
    }
    return findings;
  }

  private void share(
      String text, Figure part, Span percent, ProseReading prose, List<Finding> findings) {
    String between = between(text, part.number(), percent);
    BigDecimal stated = number(text, percent);
    if (between == null || stated == null || !has(between, Kind.SHARE) || isVague(text, percent)) {
      return;
    }
    List<Figure> wholes = wholes(part, prose.figures());
    if (wholes.isEmpty()
        || wholes.stream()
            .anyMatch(whole -> fits(stated, ratio(part.value(), whole.value(), stated.scale())))) {
      return;
    }
    Figure whole = wholes.get(0);
    findings.add(
        wording.computed(
            share,
            Wording.Subject.of(part.key()),
            stated,
            ratio(part.value(), whole.value(), stated.scale()),
            List.of(
                new Finding.Cited(part.key(), part.value()),
                new Finding.Cited(whole.key(), whole.value())),
            new Span(part.evidence().start(), percent.end())));
  }

  /** What a part may be a share of, the best known first. */
  private List<Figure> wholes(Figure part, List<Figure> figures) {
    List<Figure> wholes = new ArrayList<>();
    for (Division division : sums.divisions()) {
      if (division.parts().fits(part.key())) {
        figures.stream()
            .filter(figure -> division.wholes().contains(figure.key()))
            .filter(figure -> figure.scope() == Scope.WHOLE && part.scope() == Scope.WHOLE)
            .filter(figure -> figure.value().signum() > 0)
            .sorted(Comparator.comparingInt(figure -> division.wholes().indexOf(figure.key())))
            .forEach(wholes::add);
      }
    }
    boolean rounded = wholes.stream().anyMatch(whole -> !Amount.of(whole).isExact());
    return rounded ? List.of() : wholes;
  }

  /** Held against the figure right before, unless another of the sentence is meant. */
  private void change(
      String text, List<NumberFate> told, Span previous, Span changed, List<Finding> findings) {
    Figure figure = told.get(told.size() - 1).figure();
    String before = between(text, figure.number(), previous);
    String behind = between(text, previous, changed);
    BigDecimal last = number(text, previous);
    BigDecimal stated = number(text, changed);
    if (before == null
        || behind == null
        || last == null
        || stated == null
        || last.signum() == 0
        || figure.scope() != Scope.WHOLE
        || figure.evidenceKind() != EvidenceKind.PROSE
        || !opensWith(before, Kind.THAN)
        || isVague(text, previous)
        || isVague(text, changed)) {
      return;
    }
    boolean more = has(behind, Kind.MORE);
    if (more == has(behind, Kind.LESS)) {
      return;
    }
    boolean percent = changed.end() < text.length() && isPercent(text, changed);
    for (NumberFate other : told) {
      if (other.figure() != null && Sentences.isOne(text, other.number(), previous)) {
        BigDecimal change = changed(other.figure(), last, more, percent, stated.scale());
        if (percent ? fits(stated, change) : stated.compareTo(change) == 0) {
          return;
        }
      }
    }
    BigDecimal expected = changed(figure, last, more, percent, stated.scale());
    findings.add(
        wording.computed(
            change,
            Wording.Subject.of(figure.key()),
            stated,
            expected,
            List.of(new Finding.Cited(figure.key(), figure.value())),
            new Span(figure.evidence().start(), changed.end())));
  }

  private static BigDecimal changed(
      Figure figure, BigDecimal last, boolean more, boolean percent, int scale) {
    BigDecimal difference = more ? figure.value().subtract(last) : last.subtract(figure.value());
    return percent ? ratio(difference, last, scale) : difference;
  }

  /** A share that was cut off instead of rounded is right too. */
  private static boolean fits(BigDecimal stated, BigDecimal computed) {
    return stated
            .subtract(computed)
            .abs()
            .compareTo(BigDecimal.ONE.scaleByPowerOfTen(-stated.scale()))
        <= 0;
  }

  private static BigDecimal ratio(BigDecimal part, BigDecimal whole, int scale) {
    return part.multiply(HUNDRED).divide(whole, scale, RoundingMode.HALF_UP);
  }

  private static boolean isPercent(String text, Span number) {
    return number.of(text).endsWith("%") || "%％".indexOf(text.charAt(number.end())) >= 0;
  }

  /** The words between two numbers of one sentence, or null where they are far apart. */
  private static String between(String text, Span one, Span other) {
    int gap = other.start() - one.end();
    if (one.length() == 0 || gap < 0 || gap > LONGEST_GAP) {
      return null;
    }
    String words = text.substring(one.end(), other.start());
    return words.indexOf('。') >= 0 || words.indexOf(';') >= 0 || words.indexOf('；') >= 0
        ? null
        : words;
  }

  private boolean has(String words, Kind kind) {
    return this.words.get(kind).stream().anyMatch(words::contains);
  }

  /** Whether a word stands right behind the unit of the number before. */
  private boolean opensWith(String words, Kind kind) {
    return this.words.get(kind).stream()
        .mapToInt(words::indexOf)
        .anyMatch(at -> at >= 0 && at <= LONGEST_UNIT);
  }

  /** Whether a word right before or behind the number says that it is rounded. */
  private boolean isVague(String text, Span number) {
    String before = text.substring(Math.max(0, number.start() - 2), number.start());
    String behind = text.substring(number.end(), Math.min(text.length(), number.end() + 4));
    return has(before, Kind.VAGUE) || has(behind, Kind.VAGUE);
  }

  private static BigDecimal number(String text, Span span) {
    Matcher digits = DECIMAL.matcher(span.of(text).replace(",", ""));
    return digits.lookingAt() ? new BigDecimal(digits.group()) : null;
  }
}
