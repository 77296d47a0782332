package org.gongkai.extraction.findings;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.Finding;

/**
 * One line of {@code conf/rules.csv}.
 *
 * @param id the rule's name in findings; several lines may share it
 * @param severity how serious a breach is
 * @param kind what is compared with what
 * @param zh message in Chinese with {@code {name}} places
 * @param en the same in English
 */
public record Rule(String id, Finding.Severity severity, Kind kind, String zh, String en) {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /** What a rule compares. */
  public enum Kind {
    FORM,
    TEXT,
    REPEAT,
    PARTITION,
    COMPARISON,
    READING,
    DOCUMENT,
    ACROSS;

    static Kind named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The message in Chinese with its places filled in. */
  public String messageZh(Map<String, String> values) {
    return fill(zh, values);
  }

  /** The message in English with its places filled in. */
  public String messageEn(Map<String, String> values) {
    return fill(en, values);
  }

  private String fill(String template, Map<String, String> values) {
    Matcher matcher = PLACE.matcher(template);
    StringBuilder message = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalStateException(
            "conf/rules.csv: the message of "
                + id
                + " asks for {"
                + matcher.group(1)
                + "}, which its kind does not know");
      }
      matcher.appendReplacement(message, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(message).toString();
  }
}
