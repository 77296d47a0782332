package org.gongkai.extraction.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the sentences of a report say.
 *
 * @param figures figures stated or implied by sentences
 * @param fates what became of each number outside the tables, in order of position
 * @param partitions wholes that sentences divide into parts, whether figures of the contract or not
 */
public record ProseReading(
    List<Figure> figures, List<NumberFate> fates, List<Partition> partitions) {
  public ProseReading {
    figures = List.copyOf(figures);
    fates = List.copyOf(fates);
    partitions = List.copyOf(partitions);
  }

  /** A number of the text, and how exactly it is stated. */
  public record Stated(BigDecimal value, Precision precision, Span span) {}

  /**
   * A whole that a sentence divides into parts (共64件, 其中…20件, …23件).
   *
   * @param whole the whole
   * @param parts the parts in order, at least one
   * @param completeness whether the sentence claims to list every part
   * @param span from the whole to the last part
   */
  public record Partition(Stated whole, List<Stated> parts, Completeness completeness, Span span) {
    public Partition {
      parts = List.copyOf(parts);
    }

    /**
     * Whether the parts are all there are (a bracketed list of alternatives, 分别为) or examples (其中).
     */
    public enum Completeness {
      COMPLETE,
      OPEN
    }

    /** The sum of the parts. */
    public BigDecimal sum() {
      return parts.stream().map(Stated::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }
}
