package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.language.Unit;
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
    WHOLE
  }

  private final List<Partition> found = new ArrayList<>();
  private final List<Stated> parts = new ArrayList<>();
  private Stated whole;
  private Unit unit;
  private Partition.Completeness completeness;
  private int depth;
  private Stated last;
  private Unit lastUnit;
  private int lastDepth;

  /** Takes the next number of a sentence. */
  void add(Span number, BigDecimal value, Unit of, Role role, int at) {
    boolean opensParts = role == Role.FIRST_PART;
    Stated stated = new Stated(value, number);
    boolean bracket = last != null && at > lastDepth;
    if (whole != null && (at < depth || (opensParts && !parts.isEmpty() && bracket))) {
      finish();
    }
    if (whole == null && last != null && (opensParts || bracket) && lastUnit.equals(of)) {
      whole = last;
      unit = of;
      depth = at;
      completeness =
          bracket && !opensParts ? Partition.Completeness.COMPLETE : Partition.Completeness.OPEN;
    }
    if (whole != null && unit.equals(of) && at == depth) {
      parts.add(stated);
    }
    if (role == Role.WHOLE) {
      finish();
      whole = stated;
      unit = of;
      depth = at;
      completeness = Partition.Completeness.OPEN;
    }
    last = stated;
    lastUnit = of;
    lastDepth = at;
  }

  /** Ends the sentence; the next may still open with 其中. */
  void close() {
    finish();
  }

  /** Ends the passage. */
  void closePassage() {
    finish();
    last = null;
  }

  List<Partition> found() {
    return found;
  }

  private void finish() {
    if (whole != null && parts.size() > 1) {
      Span span = new Span(whole.span().start(), parts.get(parts.size() - 1).span().end());
      found.add(new Partition(whole, parts, completeness, span));
    }
    whole = null;
    parts.clear();
  }
}
