package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.model.Identity.RegionLevel;
import org.gongkai.extraction.model.Scope;

/**
 * Settles whose figure a draft is. The same words mean different things beside different wholes:
 * 各部门公开1000条 tells of the whole county, unless the sentence also gives the county's figure.
 */
final class Scopes {
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private final boolean aboutItself;
  private final Identity identity;
  private final Map<Place, Set<String>> wordsBeside = new HashMap<>();
  private final Map<FigureKey, BigDecimal> widest = new HashMap<>();

  /** The most that was told to be received under each word of scope. */
  private final Map<String, BigDecimal> receivedByOffice = new HashMap<>();

  private record Place(FigureKey key, int sentence) {}

  Scopes(Identity identity, List<Draft> drafts, List<Figure> tables) {
    this.identity = identity;
    OrganKind organ = identity.organKind();
    aboutItself = organ == OrganKind.DEPARTMENT || organ == OrganKind.TOWNSHIP;
    for (Draft draft : drafts) {
      for (int near = draft.sentence() - 1; near <= draft.sentence() + 1; near++) {
        wordsBeside
            .computeIfAbsent(new Place(draft.key(), near), place -> new HashSet<>())
            .add(draft.scopeWord());
      }
      if (draft.scopeWord().isEmpty() || draft.scopeWord().equals(Scope.WHOLE.code())) {
        widest.merge(draft.key(), draft.value(), BigDecimal::max);
      }
      if (draft.key().equals(RECEIVED)) {
        receivedByOffice.merge(draft.scopeWord(), draft.value(), BigDecimal::max);
      }
    }
    for (Figure figure : tables) {
      if (figure.scope() == Scope.WHOLE) {
        widest.merge(figure.key(), figure.value(), BigDecimal::max);
      }
    }
  }

  Scope of(Draft draft) {
    return switch (draft.scopeWord()) {
      case "own" -> aboutItself && !besideOther(draft) ? Scope.WHOLE : Scope.OWN;
      case "office" ->
          !aboutItself && (besideLarger(draft) || besideBelow(draft)) ? Scope.OWN : Scope.WHOLE;
      case "subordinate" ->
          besideOther(draft) && !publishesByOthers(draft) ? Scope.SUBORDINATE : Scope.WHOLE;
      case "grassroots" ->
          besideOther(draft) && identity.organKind() != OrganKind.TOWNSHIP
              ? Scope.GRASSROOTS
              : Scope.WHOLE;
      case "city" -> besideOther(draft) ? ofLevel(isCity()) : Scope.WHOLE;
      case "county" ->
          besideOther(draft) ? ofLevel(identity.regionLevel() == RegionLevel.COUNTY) : Scope.WHOLE;
      default -> Scope.WHOLE;
    };
  }

  /** 市级, 县级: the bodies of the report's own level, or of one below it. */
  private static Scope ofLevel(boolean own) {
    return own ? Scope.OWN : Scope.SUBORDINATE;
  }

  /** A prefecture, or a county-level city. */
  private boolean isCity() {
    return identity.regionLevel() == RegionLevel.PREFECTURE
        || identity.regionLevel() == RegionLevel.COUNTY && identity.regionName().endsWith("市");
  }

  /** 通过市水利局网站公开187条, in the report of that bureau: its own figure, by whatever website. */
  private boolean publishesByOthers(Draft draft) {
    return aboutItself
        && draft.key().table() == FactTable.CHANNELS
        && draft.key().code("activity").equals("publication");
  }

  /** Whether the sentence or a neighbour gives the figure of another scope too. */
  private boolean besideOther(Draft draft) {
    return wordsBeside.get(new Place(draft.key(), draft.sentence())).size() > 1;
  }

  /** Whether the sentence or a neighbour gives the figure of bodies below too. */
  private boolean besideBelow(Draft draft) {
    Set<String> words = wordsBeside.get(new Place(draft.key(), draft.sentence()));
    return words.contains("subordinate") || words.contains("grassroots");
  }

  /**
   * Whether the report gives a larger figure for the whole too. Of requests what came in decides,
   * since no more can be answered: what the office itself received, where it is told.
   */
  private boolean besideLarger(Draft draft) {
    boolean request = draft.key().table() == FactTable.REQUESTS;
    BigDecimal whole = widest.get(request ? RECEIVED : draft.key());
    BigDecimal own =
        request ? receivedByOffice.getOrDefault(draft.scopeWord(), draft.value()) : draft.value();
    return whole != null && whole.compareTo(own) > 0;
  }
}
