package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.model.Scope;

/**
 * Settles whose figure a draft is. The same words mean different things beside different wholes:
 * 各部门公开1000条 tells of the whole county, unless the sentence also gives the county's figure.
 */
final class Scopes {
  private final OrganKind organ;

  /** The words of scope that a sentence uses for a figure. */
  private final Map<Place, Set<String>> words = new HashMap<>();

  /** The largest value that is said of the whole. */
  private final Map<FigureKey, BigDecimal> wholes = new HashMap<>();

  private final Set<FigureKey> tables = new HashSet<>();

  private record Place(FigureKey key, int sentence) {}

  Scopes(OrganKind organ, List<Draft> drafts, List<Figure> tables) {
    this.organ = organ;
    for (Draft draft : drafts) {
      words
          .computeIfAbsent(new Place(draft.key(), draft.sentence()), place -> new HashSet<>())
          .add(draft.scopeWord());
      if (draft.scopeWord().equals("whole") || draft.scopeWord().isEmpty()) {
        wholes.merge(draft.key(), draft.value(), BigDecimal::max);
      }
    }
    tables.forEach(figure -> this.tables.add(figure.key()));
  }

  Scope of(Draft draft) {
    boolean aboutItself = organ == OrganKind.DEPARTMENT || organ == OrganKind.TOWNSHIP;
    return switch (draft.scopeWord()) {
      case "own" -> aboutItself && !besideOther(draft) ? Scope.WHOLE : Scope.OWN;
      case "office" -> !aboutItself && besideWhole(draft) ? Scope.OWN : Scope.WHOLE;
      case "subordinate" -> besideOther(draft) ? Scope.SUBORDINATE : Scope.WHOLE;
      case "grassroots" -> besideOther(draft) ? Scope.GRASSROOTS : Scope.WHOLE;
      default -> Scope.WHOLE;
    };
  }

  /** Whether the same sentence, or one beside it, gives the figure of another scope too. */
  private boolean besideOther(Draft draft) {
    return IntStream.rangeClosed(draft.sentence() - 1, draft.sentence() + 1)
        .mapToObj(sentence -> words.getOrDefault(new Place(draft.key(), sentence), Set.of()))
        .anyMatch(
            used -> used.size() > 1 || (!used.isEmpty() && !used.contains(draft.scopeWord())));
  }

  /** Whether the report gives the figure of the whole too. */
  private boolean besideWhole(Draft draft) {
    FigureKey key =
        draft.key().table() == FactTable.REQUESTS
            ? FigureKey.of(FactTable.REQUESTS, "received", "total")
            : draft.key();
    BigDecimal whole = wholes.get(key);
    return tables.contains(key) || (whole != null && whole.compareTo(draft.value()) > 0);
  }
}
