package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** Reads the grid of labels and values that publishing systems print around a report. */
final class MetadataGrid {
  private static final String PATH = "metadata.csv";

  /** Longest value; what is longer is a paragraph that happens to follow a label. */
  private static final int LONGEST_VALUE = 120;

  private static final Pattern CELLS = Pattern.compile("\\s*\\|\\s*");

  private static final int HEAD_LINES = 30;

  private final Map<String, Field> fields = new java.util.HashMap<>();
  private final Pattern label;

  /** The characters that a label may begin with: looking for them first is much faster. */
  private final BitSet beginnings = new BitSet();

  MetadataGrid(ConfFiles conf) {
    List<String> all = new ArrayList<>();
    for (CSVRecord record : conf.csv(PATH)) {
      Field field = field(record.get("field"), record.getRecordNumber());
      for (String word : record.get("labels").split("\\|")) {
        fields.put(word, field);
        all.add(word);
      }
    }
    String words =
        all.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(MetadataGrid::spaced)
            .collect(Collectors.joining("|"));
    beginnings.set('【');
    beginnings.set('[');
    all.forEach(word -> beginnings.set(word.charAt(0)));
    // A label begins a line or a cell, or follows white space; a colon, the next cell or, at the
    // beginning of a line, white space follows it.
    label =
        Pattern.compile(
            ("(?<![\\u4e00-\\u9fff])[【\\[]?")
                + ("(" + words + ")[】\\]]?[ \\u3000]*(?:[:：]|\\||\\n)")
                + ("|(?<=^|\\n)(" + words + ")[ \\u3000]+(?=\\S)"));
  }

  private static String spaced(String word) {
    return word.chars()
        .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
        .collect(Collectors.joining("[ \\u3000\\u00a0]{0,4}"));
  }

  private static Field field(String name, long line) {
    try {
      return Field.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, line, "has an unknown field " + name, e);
    }
  }

  /** The first value of each field in a text that is not empty. */
  Map<Field, String> read(String text) {
    Map<Field, String> values = readColumns(text);
    Matcher matcher = label.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    int valueStart = -1;
    Field field = null;
    boolean more = findLabel(matcher, text, 0);
    while (more || field != null) {
      int next = more ? matcher.start() : text.length();
      if (field != null) {
        String value = value(text, valueStart, next);
        if (!value.isEmpty()) {
          values.putIfAbsent(field, value);
        }
      }
      field = more ? fields.get(named(matcher)) : null;
      valueStart = more ? matcher.end() : -1;
      more = more && findLabel(matcher, text, valueStart);
    }
    values.remove(Field.OTHER);
    return values;
  }

  private boolean findLabel(Matcher matcher, String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (beginnings.get(text.charAt(i)) && matcher.region(i, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /** Some grids print all labels in one row and all values in the next. */
  private Map<Field, String> readColumns(String text) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    String[] labels = {};
    for (String line : (Iterable<String>) text.lines().limit(HEAD_LINES)::iterator) {
      String[] cells = CELLS.split(line.strip());
      if (labels.length > 1 && cells.length == labels.length) {
        for (int i = 0; i < cells.length; i++) {
          values.putIfAbsent(fields.get(labels[i]), cells[i]);
        }
      }
      boolean allLabels = Arrays.stream(cells).allMatch(fields::containsKey);
      labels = allLabels ? cells : new String[0];
    }
    return values;
  }

  private static String named(Matcher label) {
    String printed = label.group(1) == null ? label.group(2) : label.group(1);
    return printed.replaceAll("[ \\u3000\\u00a0]", "");
  }

  /** The value up to the end of its cell; a value on the line below its label counts too. */
  private static String value(String text, int from, int to) {
    int start = from;
    while (start < to && " \u3000\u00a0|\t\n".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < to && text.charAt(end) != '\n' && text.charAt(end) != '|') {
      end++;
    }
    String value = text.substring(start, end).strip();
    boolean none = value.equals("无") || value.equals("-") || value.length() > LONGEST_VALUE;
    return none ? "" : value;
  }

  /** What a label of the grid means. */
  enum Field {
    INDEX_NUMBER,
    PUBLISHER,
    SOURCE,
    PUBLISHED_DATE,
    ISSUED_DATE,
    TITLE,
    DOCUMENT_NUMBER,
    OTHER
  }
}
