package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/** Pairs the numbers of a list with the words of a list: 当面、信函申请分别为3件、5件. */
final class Pairing {
  private static final List<String> HEADS =
      List.of("channel", "medium", "outcome", "result", "applicant", "staffkind", "scope", "topic");

  private Pairing() {}

  /** The numbers of a list that begins at an index: 3、5和2件. */
  static List<Number> run(List<Item> items, int at, boolean paired) {
    List<Number> run = new ArrayList<>(List.of((Number) items.get(at)));
    int i = at + 1;
    while (i + 1 < items.size()
        && Clause.joinsNumbers(items.get(i))
        && items.get(i + 1) instanceof Number next
        && next.counts()
        && (paired || run.get(run.size() - 1).expression().unit().missing())) {
      run.add(next);
      i += 2;
    }
    return run;
  }

  /** For each number of a list of that size the words that belong to it; empty if none pair up. */
  static List<List<Item>> wordsOfEach(List<Item> words, int size) {
    Map<Integer, Integer> heads = heads(words, size);
    List<List<Item>> each = new ArrayList<>();
    for (int i = 0; i < size && !heads.isEmpty(); i++) {
      List<Item> own = new ArrayList<>();
      for (int w = 0; w < words.size(); w++) {
        if (heads.getOrDefault(w, i) == i) {
          own.add(words.get(w));
        }
      }
      each.add(own);
    }
    return each;
  }

  /** For each word that heads an item of the list, by its index, the number of the item. */
  private static Map<Integer, Integer> heads(List<Item> words, int size) {
    for (String type : HEADS) {
      Map<Integer, Integer> heads = new LinkedHashMap<>();
      String previous = null;
      int item = -1;
      for (int w = 0; w < words.size(); w++) {
        if (words.get(w) instanceof Word word && word.code(type) != null) {
          if (!word.code(type).equals(previous)) {
            item++;
          }
          previous = word.code(type);
          heads.put(w, item);
        }
      }
      if (item + 1 == size) {
        return heads;
      }
    }
    return Map.of();
  }
}
