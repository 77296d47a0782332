package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.RepairedDocument.Mend;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Table;

/**
 * Mends the text of a document. The steps take back the ways of damage in the opposite order of
 * their making: first the charset, then the byte shift, then annotations and script, and width at
 * last. Clean text keeps every character but full-width punctuation, which is folded to half width;
 * {@code 。、“”《》〔〕} and line breaks stay.
 *
 * <p>The time is proportional to the length of the text.
 */
public final class TextRepairer {
  private final TraditionalStep traditional;
  private final List<Step> steps;

  /**
   * Reads {@code conf/lexicon/taiwan_words.csv}; the labels in {@code conf/forms} help to read text
   * whose bytes were lost.
   *
   * @throws org.gongkai.extraction.config.ConfException if it is missing or wrong
   */
  public TextRepairer(ConfFiles conf) {
    traditional = new TraditionalStep(conf);
    steps =
        List.of(
            new CharsetStep(),
            new ByteShiftStep(() -> phrases(conf)),
            new PinyinStep(),
            traditional,
            new WidthStep());
  }

  /** The labels of the official forms as plain lines. */
  private static String phrases(ConfFiles conf) {
    StringBuilder phrases = new StringBuilder();
    for (String form : conf.below("forms/")) {
      phrases.append(conf.text(form).replaceAll("[,;|\"]", "\n")).append('\n');
    }
    return phrases.toString();
  }

  /** Mends the text, moves the cells of the tables with it, and mends title and metadata alike. */
  public RepairedDocument repair(SourceDocument document) {
    List<Revision> revisions = new ArrayList<>();
    String text = document.text();
    boolean wasTraditional = false;
    for (Step step : steps) {
      List<Edit> edits = step.edits(text);
      wasTraditional |= step == traditional && !edits.isEmpty();
      if (!edits.isEmpty()) {
        Revision revision = Revision.of(text, edits);
        revisions.add(revision);
        text = revision.text();
      }
    }
    List<Mend> mends = mends(revisions);
    Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    String repaired = text;
    mends.stream()
        .filter(mend -> !mend.original().of(document.text()).equals(mend.repaired().of(repaired)))
        .forEach(mend -> repairs.add(mend.repair()));
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
      metadata.put(entry.getKey(), line(entry.getValue(), wasTraditional));
    }
    SourceDocument mended =
        new SourceDocument(
            document.source(),
            document.sha256(),
            document.mediaType(),
            document.charset(),
            document.url(),
            document.title() == null ? null : line(document.title(), wasTraditional),
            metadata,
            repaired,
            document.tables().stream().map(table -> move(table, repaired, revisions)).toList());
    return new RepairedDocument(mended, repairs, mends);
  }

  /** A line beside the text: too short to tell its script, which is the text's. */
  private String line(String line, boolean traditionalText) {
    String mended = line;
    for (Step step : steps) {
      List<Edit> edits =
          step == traditional && traditionalText
              ? traditional.conversion(mended)
              : step.edits(mended);
      mended = Revision.of(mended, edits).text();
    }
    return mended;
  }

  private static List<Mend> mends(List<Revision> revisions) {
    List<Mend> mends = new ArrayList<>();
    for (int pass = 0; pass < revisions.size(); pass++) {
      List<Edit> edits = revisions.get(pass).edits();
      for (int i = 0; i < edits.size(); i++) {
        Edit edit = edits.get(i);
        if (edit.repair() == null) {
          continue;
        }
        Span original = new Span(edit.start(), edit.end());
        for (int earlier = pass - 1; earlier >= 0; earlier--) {
          original = revisions.get(earlier).backward(original);
        }
        Span repaired = revisions.get(pass).replaced(i);
        for (Revision later : revisions.subList(pass + 1, revisions.size())) {
          repaired = later.forward(repaired);
        }
        mends.add(new Mend(edit.repair(), original, repaired, edit.exact()));
      }
    }
    mends.sort(Comparator.comparing(Mend::original));
    return mends;
  }

  private static Table move(Table table, String text, List<Revision> revisions) {
    return new Table(
        table.origin(),
        table.rows(),
        table.columns(),
        table.cells().stream()
            .map(
                cell ->
                    new Table.Cell(
                        cell.row(),
                        cell.column(),
                        cell.rowSpan(),
                        cell.columnSpan(),
                        trim(move(cell.span(), revisions), text)))
            .toList(),
        move(table.span(), revisions));
  }

  private static Span move(Span span, List<Revision> revisions) {
    Span moved = span;
    for (Revision revision : revisions) {
      moved = revision.forward(moved);
    }
    return moved;
  }

  private static Span trim(Span span, String text) {
    int start = span.start();
    int end = span.end();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return new Span(start, end);
  }
}
