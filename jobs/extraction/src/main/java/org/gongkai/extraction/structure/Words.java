package org.gongkai.extraction.structure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.ConfException;

/**
 * Wording as {@code conf/} declares it: alternatives separated by {@code |}, in which {@code …}
 * stands for up to {@value #GAP} characters and <code>{Y}</code> for a year. Spaces in the text
 * between characters are ignored only where the caller removed them.
 */
public final class Words {
  /** Longest stretch that {@code …} may skip; bounds the work of a match. */
  public static final int GAP = 14;

  /** Each further one multiplies the work of a match by the longest stretch. */
  private static final int MOST_SKIPS = 3;

  private static final String SKIP = "…";
  private static final String YEAR = "{Y}";

  private final Pattern pattern;

  /** The alternatives without gap or year, which are found faster as they are. */
  private final List<String> literals;

  /** The other alternatives, or null where there are none. */
  private final Pattern rest;

  private Words(List<String> alternatives) {
    literals = alternatives.stream().filter(Words::isLiteral).toList();
    pattern = anyOf(alternatives);
    rest =
        literals.size() == alternatives.size()
            ? null
            : anyOf(alternatives.stream().filter(words -> !isLiteral(words)).toList());
  }

  /** A pattern that tries at each place only the alternatives that begin with its character. */
  private static Pattern anyOf(List<String> alternatives) {
    if (alternatives.stream().anyMatch(words -> words.startsWith(SKIP) || words.startsWith(YEAR))) {
      return Pattern.compile(
          alternatives.stream().map(Words::regex).collect(Collectors.joining("|")));
    }
    Map<Character, String> byFirst = new LinkedHashMap<>();
    for (String words : alternatives) {
      byFirst.merge(words.charAt(0), regex(words.substring(1)), (one, next) -> one + "|" + next);
    }
    return Pattern.compile(
        byFirst.entrySet().stream()
            .map(same -> Pattern.quote(same.getKey().toString()) + "(?:" + same.getValue() + ")")
            .collect(Collectors.joining("|")));
  }

  private static boolean isLiteral(String alternative) {
    return !alternative.contains(SKIP) && !alternative.contains(YEAR);
  }

  /**
   * Compiles the wording of one cell of a configuration file.
   *
   * @throws ConfException if an alternative is empty or skips more than three times
   */
  public static Words of(String cell, String path, long line) {
    String[] alternatives = cell.split("\\|", -1);
    if (Arrays.stream(alternatives).anyMatch(a -> a.replace(SKIP, "").isBlank())) {
      throw new ConfException(path, line, "has an empty alternative in the words '" + cell + "'");
    }
    if (Arrays.stream(alternatives).anyMatch(a -> a.split(SKIP, -1).length > MOST_SKIPS + 1)) {
      throw new ConfException(
          path,
          line,
          "has more than " + MOST_SKIPS + " times … in one alternative: '" + cell + "'");
    }
    return new Words(List.of(alternatives));
  }

  private static String regex(String alternative) {
    return Arrays.stream(alternative.split(SKIP, -1))
        .map(
            part ->
                Arrays.stream(part.split(Pattern.quote(YEAR), -1))
                    .map(literal -> literal.isEmpty() ? "" : Pattern.quote(literal))
                    .collect(Collectors.joining("20\\d\\d")))
        .collect(Collectors.joining("[^\\n。]{0," + GAP + "}?"));
  }

  /** Whether the words occur anywhere. */
  public boolean in(CharSequence text) {
    String words = text.toString();
    return literals.stream().anyMatch(words::contains)
        || (rest != null && rest.matcher(words).find());
  }

  /** Whether the text begins with the words. */
  public boolean begin(CharSequence text) {
    return pattern.matcher(text).lookingAt();
  }

  /** Whether the text is the words and nothing else. */
  public boolean are(CharSequence text) {
    return pattern.matcher(text).matches();
  }

  /** A matcher over a text, for the places of the words. */
  public Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }
}
