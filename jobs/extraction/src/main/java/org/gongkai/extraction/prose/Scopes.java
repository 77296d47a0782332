package org.gongkai.extraction.prose;

import java.util.List;
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
  private final List<Draft> drafts;
  private final List<Figure> tables;

  Scopes(OrganKind organ, List<Draft> drafts, List<Figure> tables) {
    this.organ = organ;
    this.drafts = drafts;
    this.tables = tables;
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

  /** Whether the same sentence gives the figure of another scope too. */
  private boolean besideOther(Draft draft) {
    return drafts.stream()
        .anyMatch(
            other ->
                Math.abs(other.sentence() - draft.sentence()) <= 1
                    && other.key().equals(draft.key())
                    && !other.scopeWord().equals(draft.scopeWord()));
  }

  /** Whether the report gives the figure of the whole too. */
  private boolean besideWhole(Draft draft) {
    FigureKey key =
        draft.key().table() == FactTable.REQUESTS
            ? FigureKey.of(FactTable.REQUESTS, "received", "total")
            : draft.key();
    return tables.stream().anyMatch(figure -> figure.key().equals(key))
        || drafts.stream()
            .anyMatch(
                other ->
                    other.key().equals(key)
                        && (other.scopeWord().equals("whole") || other.scopeWord().isEmpty())
                        && other.value().compareTo(draft.value()) > 0);
  }
}
