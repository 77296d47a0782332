package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.model.Repair;

/**
 * Removes pinyin in brackets that repeats how the character before it is read: {@code 創(chuàng)}.
 * Other brackets, such as {@code (APP)}, stay.
 */
final class PinyinStep implements Step {

  @Override
  public List<Edit> edits(String text) {
    List<Edit> edits = new ArrayList<>();
    for (int open = nextBracket(text, 1); open > 0; open = nextBracket(text, open + 1)) {
      if (!Han.isHan(text.charAt(open - 1))) {
        continue;
      }
      int end = open;
      for (int next = annotationEnd(text, text.charAt(open - 1), end);
          next > end;
          next = annotationEnd(text, text.charAt(open - 1), end)) {
        end = next;
      }
      if (end > open) {
        edits.add(new Edit(open, end, "", Repair.PINYIN_ANNOTATION, true));
        open = end - 1;
      }
    }
    return edits;
  }

  private static int nextBracket(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '(' || text.charAt(i) == '（') {
        return i;
      }
    }
    return -1;
  }

  /** The end of the annotation that starts at an offset, or the offset where there is none. */
  private static int annotationEnd(String text, char annotated, int open) {
    if (open >= text.length() || text.charAt(open) != '(' && text.charAt(open) != '（') {
      return open;
    }
    int end = PinyinReadings.syllableEnd(text, open + 1);
    boolean closed =
        end > open + 1
            && end < text.length()
            && (text.charAt(end) == ')' || text.charAt(end) == '）');
    return closed && PinyinReadings.reads(annotated, text.substring(open + 1, end))
        ? end + 1
        : open;
  }
}
