package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.language.NumberParser;
import org.gongkai.extraction.language.Sense;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.model.Token;

/** Turns a passage into words with their meanings, numbers and marks. */
final class Itemizer {
  private static final String MARKS = ",;:。!?()、";

  /** Words in these marks are names of documents and mean nothing for the sentence. */
  private static final int MAX_TITLE = 120;

  /** Length of the name of a medium at the end of a title. */
  private static final int MEDIUM_NAME = 2;

  private static final Sense CATEGORY = new Sense("category", "");

  private final Tokenizer tokenizer;
  private final NumberParser numbers;

  Itemizer(Tokenizer tokenizer, NumberParser numbers) {
    this.tokenizer = tokenizer;
    this.numbers = numbers;
  }

  List<Item> items(String text) {
    List<NumberExpression> found = numbers.find(text);
    List<Token> tokens = tokenizer.words(text);
    List<Item> items = new ArrayList<>(tokens.size());
    int n = 0;
    int from = 0;
    int titleEnd = 0;
    for (Token token : tokens) {
      if (token.start() < titleEnd) {
        continue;
      }
      while (n < found.size() && found.get(n).span().start() < token.end()) {
        NumberExpression number = found.get(n++);
        if (number.span().start() >= titleEnd && !swallowed(number, token)) {
          items.add(new Item.Number(number, number.span().start(), number.span().end()));
          from = number.span().end();
        }
      }
      if (token.start() < from) {
        continue;
      }
      String word = token.text();
      if (word.charAt(0) == '《') {
        titleEnd = titleEnd(text, token.start());
        String title = text.substring(token.start(), titleEnd);
        List<Sense> medium = medium(title);
        if (!medium.isEmpty()) {
          items.add(new Item.Word(title, medium, token.start(), titleEnd));
          from = titleEnd;
          continue;
        }
      }
      if (MARKS.indexOf(word.charAt(0)) >= 0) {
        for (int at = token.start(); at < token.end(); at++) {
          items.add(new Item.Mark(text.charAt(at), at, at + 1));
        }
      } else {
        items.add(new Item.Word(word, senses(word, items), token.start(), token.end()));
      }
      from = token.end();
    }
    return items;
  }

  /** 信息 means all information, but 绿化信息, behind a word that is unknown, a subject of it. */
  private List<Sense> senses(String word, List<Item> before) {
    boolean qualified =
        !before.isEmpty()
            && before.get(before.size() - 1) instanceof Item.Word previous
            && previous.senses().isEmpty();
    return qualified
            && word.startsWith("信息")
            && senses(word).stream().anyMatch(s -> s.type().equals("info"))
            && senses(word).stream().noneMatch(s -> s.type().equals("about"))
        ? List.of(CATEGORY)
        : senses(word);
  }

  /** What a title means that ends with the name of a medium: 《市人民政府公报》. */
  private List<Sense> medium(String title) {
    int end = title.length() - 1;
    List<Sense> senses =
        end > MEDIUM_NAME ? senses(title.substring(end - MEDIUM_NAME, end)) : List.of();
    return senses.stream().anyMatch(sense -> sense.type().equals("medium")) ? senses : List.of();
  }

  private List<Sense> senses(String word) {
    return tokenizer.lexicon().senses(word);
  }

  /** Whether a numeral is only part of a word, such as 一 in 一次性. */
  private boolean swallowed(NumberExpression number, Token token) {
    return token.start() <= number.span().start()
        && number.digits().end() <= token.end()
        && (number.digits().length() < token.text().length() || number.kind() == Kind.MEASURE)
        && !senses(token.text()).isEmpty();
  }

  private static int titleEnd(String text, int open) {
    int close = text.indexOf('》', open);
    return close < 0 || close - open > MAX_TITLE ? open : close + 1;
  }
}
