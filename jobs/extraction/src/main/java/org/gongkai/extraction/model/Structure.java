package org.gongkai.extraction.model;

import java.util.List;

/**
 * Which part of a page is the report, and its sections.
 *
 * @param body from the report's title or opening to its signature; navigation and footers are
 *     outside
 * @param sections the sections of the body in order, without gaps
 */
public record Structure(Span body, List<Section> sections) {
  public Structure {
    sections = List.copyOf(sections);
  }

  /** The section that an offset of the text stands in, or null outside the body. */
  public Section sectionAt(int offset) {
    for (Section section : sections) {
      if (section.span().contains(offset)) {
        return section;
      }
    }
    return null;
  }
}
