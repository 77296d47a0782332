package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.prose.Item.Mark;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/**
 * The items between two marks.
 *
 * @param items words, numbers and the commas of a list of numbers; at least one
 * @param depth number of brackets around it
 * @param opensSentence whether it is the first of its sentence
 * @param introduces whether it ends with a colon
 */
record Clause(List<Item> items, int depth, boolean opensSentence, boolean introduces) {
  private static final int TITLE_WORDS = 5;

  private static final Set<String> LIST_WORDS = Set.of("和", "及", "与", "以及");

  int start() {
    return items.get(0).start();
  }

  int end() {
    return items.get(items.size() - 1).end();
  }

  boolean hasCount() {
    return items.stream().anyMatch(Clause::isCount);
  }

  /** Splits the items of a passage into clauses. */
  static List<Clause> split(List<Item> items) {
    List<Clause> clauses = new ArrayList<>();
    List<Item> current = new ArrayList<>();
    List<Item> interrupted = List.of();
    int depth = 0;
    boolean opens = true;
    boolean paired = false;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (item instanceof Word word && word.has("list", "respectively")) {
        paired = true;
      }
      if (!(item instanceof Mark mark) || staysInside(items, i, paired)) {
        if (current.isEmpty() && depth == 0) {
          current.addAll(interrupted);
          interrupted = List.of();
        }
        current.add(item);
        continue;
      }
      if (depth == 0) {
        interrupted =
            mark.sign() == '(' && endsWithMedium(current) ? List.copyOf(current) : List.of();
      }
      if (!current.isEmpty()) {
        clauses.add(new Clause(List.copyOf(current), depth, opens, mark.sign() == ':'));
        current.clear();
        opens = false;
      }
      switch (mark.sign()) {
        case '(' -> depth++;
        case ')' -> depth = Math.max(0, depth - 1);
        case '。', '!', '?' -> {
          depth = 0;
          opens = true;
          paired = false;
        }
        default -> {}
      }
    }
    if (!current.isEmpty()) {
      clauses.add(new Clause(List.copyOf(current), depth, opens, false));
    }
    return clauses;
  }

  /** 局微信公众号(青山应急)发布信息45条: the bracket only says which, so that the clause goes on behind it. */
  private static boolean endsWithMedium(List<Item> clause) {
    return !clause.isEmpty()
        && clause.get(clause.size() - 1) instanceof Word last
        && (last.has("medium") || last.has("platform"))
        && clause.stream().noneMatch(Clause::isCount);
  }

  private static boolean isCount(Item item) {
    return item instanceof Number number && number.counts();
  }

  /** The medium of a clause that is a title of what follows (1.政府网站。), or null. */
  String titleMedium() {
    boolean title = opensSentence && items.size() <= TITLE_WORDS && !hasCount();
    return title && !Meanings.has(items, "act") ? Meanings.last(items, "medium") : null;
  }

  /** Whether a clause opens a sentence that only divides what the one before it told: 其中…. */
  boolean goesOn() {
    return opensSentence && items.get(0) instanceof Word word && word.has("list", "among");
  }

  /** Whether a mark belongs into a clause: between words of a list, or between its numbers. */
  private static boolean staysInside(List<Item> items, int at, boolean paired) {
    char sign = ((Mark) items.get(at)).sign();
    boolean betweenNumbers =
        at > 0
            && at + 1 < items.size()
            && items.get(at - 1) instanceof Number before
            && before.counts()
            && (paired || (sign == '、' && before.expression().unit().missing()))
            && items.get(at + 1) instanceof Number after
            && after.counts();
    if (sign == '、') {
      boolean afterNumber = at > 0 && items.get(at - 1) instanceof Number;
      boolean afterBracket = at > 0 && items.get(at - 1) instanceof Mark;
      return betweenNumbers || !(afterNumber || afterBracket);
    }
    return sign == ',' && betweenNumbers;
  }

  /** Whether an item only joins the numbers of a list. */
  static boolean joinsNumbers(Item item) {
    if (item instanceof Mark mark) {
      return mark.sign() == '、' || mark.sign() == ',';
    }
    return item instanceof Word word && LIST_WORDS.contains(word.text());
  }
}
