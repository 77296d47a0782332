package org.gongkai.extraction.model;

import java.util.List;

/**
 * What the sentences of a report say.
 *
 * @param figures figures stated or implied by sentences
 * @param fates what became of each number outside the tables, in order of position
 */
public record ProseReading(List<Figure> figures, List<NumberFate> fates) {
  public ProseReading {
    figures = List.copyOf(figures);
    fates = List.copyOf(fates);
  }
}
