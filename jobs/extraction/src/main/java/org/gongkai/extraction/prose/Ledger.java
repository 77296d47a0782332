package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.ProseReading.Partition;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/** Collects what the passages of one report state and settles what only the whole of it shows. */
final class Ledger implements Findings {
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");
  private static final FigureKey WEBSITE =
      FigureKey.of(FactTable.CHANNELS, "publication", "website");
  private static final FigureKey ALL_INFORMATION =
      FigureKey.of(FactTable.DISCLOSURES, "all_information", "published");

  /** Groups of outcomes that are divided by reasons. */
  private static final Set<String> REASONED = Set.of("denied", "unavailable", "unprocessed");

  private final Certainty certainty;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Span, String> refusals = new LinkedHashMap<>();
  private final Partitions partitions = new Partitions();
  private final Set<Span> standing = new HashSet<>();
  private final Set<Span> published = new HashSet<>();
  private final Set<Span> accrued = new HashSet<>();
  private final Set<Span> enumerated = new HashSet<>();
  private int sentence;

  Ledger(Certainty certainty) {
    this.certainty = certainty;
  }

  @Override
  public int sentence() {
    return sentence;
  }

  @Override
  public void nextSentence() {
    sentence++;
    partitions.close();
  }

  /** A passage ends. */
  void closePassage() {
    partitions.closePassage();
  }

  @Override
  public void figure(Draft draft) {
    drafts.add(draft);
  }

  @Override
  public void standsAlone(Span number) {
    standing.add(number);
  }

  @Override
  public void publishesAll(Span number) {
    published.add(number);
  }

  @Override
  public void accrued(Span number) {
    accrued.add(number);
  }

  @Override
  public void enumerates(Span number) {
    enumerated.add(number);
  }

  @Override
  public void replace(Draft figure, Draft by, String reason) {
    int place = drafts.lastIndexOf(figure);
    if (place < 0) {
      return;
    }
    drafts.remove(place);
    if (by == null && figure.number().length() > 0) {
      refusals.put(figure.number(), reason);
    } else if (by != null) {
      drafts.add(by);
    }
  }

  @Override
  public void refused(Span number, String reason) {
    refusals.put(number, reason);
  }

  @Override
  public void counted(ProseReading.Stated number, Unit unit, Partitions.Role role, int depth) {
    partitions.add(number, unit, role, depth);
  }

  /** Everything the report states, settled. */
  ProseReading reading(Identity identity, FormReading form) {
    partitions.closePassage();
    List<Partition> wholes = partitions.found(drafts, refusals);
    wholes.forEach(this::refuseSharesOfTheSame);
    addTotalsOfOneChannel(form);
    refuseAccrued();
    refuseEnumerated(form);
    addInformationOfWebsites();
    addInformationOfTheOnlyWebsite(form);
    Scopes scopes = new Scopes(identity, drafts, form.figures());
    Set<List<Object>> statements = new HashSet<>();
    List<Figure> figures = new ArrayList<>();
    Map<Span, NumberFate> fates = new LinkedHashMap<>();
    refusals.forEach((span, reason) -> fates.put(span, new NumberFate(span, null, reason)));
    for (Draft draft : drafts) {
      Figure figure = draft.figure(scopes.of(draft));
      if (figure.confidence() < certainty.of(Ground.LEAST)) {
        fates.putIfAbsent(draft.number(), new NumberFate(draft.number(), null, "unsure"));
        continue;
      }
      if (statements.add(statement(figure))) {
        figures.add(figure);
      }
      if (draft.number().length() > 0) {
        fates.put(draft.number(), new NumberFate(draft.number(), figure, null));
      }
    }
    List<NumberFate> ordered =
        fates.values().stream().sorted(java.util.Comparator.comparing(NumberFate::number)).toList();
    return new ProseReading(figures, ordered, wholes);
  }

  private static List<Object> statement(Figure figure) {
    return List.of(
        figure.key(), figure.scope(), figure.evidence(), figure.value().stripTrailingZeros());
  }

  /** 解读118件,其中文字解读61件: parts that count the same as their whole are shares by subject. */
  private void refuseSharesOfTheSame(Partition partition) {
    Map<Span, Draft> byNumber =
        drafts.stream()
            .filter(draft -> draft.number().length() > 0)
            .collect(Collectors.toMap(Draft::number, draft -> draft, (a, b) -> a));
    Draft whole = byNumber.get(partition.whole().span());
    if (whole == null) {
      return;
    }
    for (ProseReading.Stated part : partition.parts()) {
      Draft draft = byNumber.get(part.span());
      if (draft != null
          && (isReasonOf(whole.key(), draft.key())
              || (isPublication(whole)
                  && draft.key().equals(ALL_INFORMATION)
                  && draft.scopeWord().equals(whole.scopeWord()))
              || (draft.key().equals(whole.key())
                  && draft.scopeWord().equals(whole.scopeWord())))) {
        replace(draft, null, "category");
      }
    }
  }

  /** 不予公开38件,其中涉密21件、其他17件: the others are refused for other reasons, not answered otherwise. */
  private static boolean isReasonOf(FigureKey whole, FigureKey part) {
    return whole.table() == FactTable.OUTCOMES
        && part.table() == FactTable.OUTCOMES
        && part.code("outcome").equals("other")
        && REASONED.contains(whole.code("outcome"));
  }

  /** A report that tells only of requests by one channel (线上依申请公开175件) tells all it received. */
  private void addTotalsOfOneChannel(FormReading form) {
    if (form.figures().stream().anyMatch(figure -> figure.key().equals(RECEIVED))) {
      return;
    }
    Set<String> told =
        drafts.stream()
            .filter(draft -> draft.key().equals(RECEIVED))
            .map(Ledger::scopeOf)
            .collect(Collectors.toSet());
    List<Draft> channels = drafts.stream().filter(Ledger::isRequestChannel).toList();
    Map<String, Set<FigureKey>> byScope =
        channels.stream()
            .collect(
                Collectors.groupingBy(
                    Ledger::scopeOf, Collectors.mapping(Draft::key, Collectors.toSet())));
    for (Draft draft : channels) {
      boolean alone = byScope.get(scopeOf(draft)).size() == 1;
      if (alone && standing.contains(draft.number()) && !told.contains(scopeOf(draft))) {
        drafts.add(draft.with(RECEIVED, certainty.of(Ground.ONE_CHANNEL)));
      }
    }
  }

  /** Where all that was published is what the website published, so are the parts of it. */
  private void addInformationOfWebsites() {
    Map<String, BigDecimal> all = new HashMap<>();
    drafts.stream()
        .filter(draft -> draft.key().equals(ALL_INFORMATION))
        .forEach(draft -> all.putIfAbsent(scopeOf(draft), draft.value()));
    List<Draft> websites = drafts.stream().filter(draft -> draft.key().equals(WEBSITE)).toList();
    BigDecimal whole = all.getOrDefault("", BigDecimal.ZERO);
    boolean alone =
        whole.signum() > 0
            && websites.stream()
                .anyMatch(draft -> scopeOf(draft).isEmpty() && draft.value().compareTo(whole) == 0);
    for (Draft draft : websites) {
      if (alone && !all.containsKey(scopeOf(draft))) {
        drafts.add(draft.with(ALL_INFORMATION, certainty.of(Ground.WEBSITE_ALONE)));
      }
    }
  }

  /**
   * Where a report gives no number of all that was published, and of the ways of publication tells
   * of one website alone, what was published there is all: 通过县政府网站主动公开信息37条.
   */
  private void addInformationOfTheOnlyWebsite(FormReading form) {
    boolean told =
        drafts.stream()
                .anyMatch(draft -> draft.key().equals(ALL_INFORMATION) && scopeOf(draft).isEmpty())
            || form.figures().stream().anyMatch(figure -> figure.key().equals(ALL_INFORMATION));
    List<Draft> media = drafts.stream().filter(Ledger::isPublication).toList();
    long ways = media.stream().map(draft -> List.of(draft.key(), draft.value())).distinct().count();
    if (told || ways != 1) {
      return;
    }
    media.stream()
        .filter(draft -> draft.key().equals(WEBSITE) && published.contains(draft.number()))
        .findFirst()
        .ifPresent(
            draft -> drafts.add(draft.with(ALL_INFORMATION, certainty.of(Ground.WEBSITE_ALONE))));
  }

  /** 全年公开7815条…网站累计发布41260条: more than all of the year is a figure of several years. */
  private void refuseAccrued() {
    BigDecimal all =
        drafts.stream()
            .filter(draft -> draft.key().equals(ALL_INFORMATION) && !isAccrued(draft))
            .map(Draft::value)
            .max(BigDecimal::compareTo)
            .orElse(BigDecimal.ZERO);
    if (all.signum() == 0) {
      return;
    }
    for (Draft draft : List.copyOf(drafts)) {
      boolean published = isPublication(draft) || draft.key().equals(ALL_INFORMATION);
      if (published && isAccrued(draft) && draft.value().compareTo(all) > 0) {
        replace(draft, null, "cumulative");
      }
    }
  }

  /**
   * 公开机构职能、人事任免等信息20条 tells all that was published only where nothing else does: not beside a
   * total, nor beside other things that are enumerated.
   */
  private void refuseEnumerated(FormReading form) {
    List<Draft> drawn = drafts.stream().filter(draft -> isEnumerated(draft)).toList();
    for (Draft draft : drawn) {
      boolean told =
          form.figures().stream().anyMatch(figure -> figure.key().equals(draft.key()))
              || drafts.stream().anyMatch(other -> isBeside(other, draft));
      if (told) {
        replace(draft, null, "category");
      }
    }
  }

  private boolean isEnumerated(Draft draft) {
    return enumerated.contains(draft.number())
        && (draft.key().equals(ALL_INFORMATION) || isPublication(draft));
  }

  /** Whether another figure counts the same, or more of what was published than all of it. */
  private static boolean isBeside(Draft other, Draft draft) {
    boolean same = other.key().equals(draft.key());
    boolean more = draft.key().equals(ALL_INFORMATION) && isPublication(other);
    return scopeOf(other).equals(scopeOf(draft))
        && (same && other.value().compareTo(draft.value()) != 0
            || more && other.value().compareTo(draft.value()) > 0);
  }

  private boolean isAccrued(Draft draft) {
    return accrued.contains(draft.number());
  }

  private static boolean isPublication(Draft draft) {
    return draft.key().table() == FactTable.CHANNELS
        && draft.key().code("activity").equals("publication");
  }

  private static String scopeOf(Draft draft) {
    return draft.scopeWord().equals(Scope.WHOLE.code()) ? "" : draft.scopeWord();
  }

  private static boolean isRequestChannel(Draft draft) {
    return draft.key().table() == FactTable.CHANNELS
        && draft.key().code("activity").equals("request");
  }
}
