package org.gongkai.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.reading.Containers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of the program can be trapped: each is run against texts that are made of
 * its own parts, and the characters that it looks at are counted. The expressions are those that
 * the program holds once it has read the configuration, and the literals in its source.
 */
class RegularExpressionsTest {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final int LENGTH = 300;

  /**
   * More than what grows with the square of the length takes, and far less than what grows faster.
   * Squares are allowed for labels and lines; that no long text is searched so is what {@link
   * HostileTextTest} shows.
   */
  private static final int MOST_LOOKS = 5 * LENGTH * LENGTH;

  private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
  private static final Pattern CALL =
      Pattern.compile(
          "(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(\\s*+"
              + "("
              + LITERAL
              + "(?:\\s*+\\+\\s*+"
              + LITERAL
              + ")*+)\\s*+[,)]");

  /** Where an expression stands, and the expression. */
  private static final Map<String, Pattern> PATTERNS = new TreeMap<>();

  @BeforeAll
  static void collect() throws IOException {
    inSource();
    ConfFiles conf = ConfFiles.load(HOME.resolve("conf"));
    Heap heap = new Heap();
    heap.add(new ReportExtractor(conf));
    heap.add(new Containers(conf));
    heap.walk();
  }

  private static void inSource() throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve("jobs"))) {
      files
          .filter(file -> file.toString().matches(".*[/\\\\]src[/\\\\]main[/\\\\].*\\.java"))
          .forEach(RegularExpressionsTest::inSource);
    }
  }

  private static void inSource(Path file) {
    try {
      Matcher calls = CALL.matcher(Files.readString(file));
      while (calls.find()) {
        StringBuilder regex = new StringBuilder();
        Matcher parts = Pattern.compile(LITERAL).matcher(calls.group(2));
        while (parts.find()) {
          regex.append(parts.group(1).translateEscapes());
        }
        boolean whole = calls.group(1).equals(".matches");
        PATTERNS.put(
            file.getFileName() + " " + regex,
            Pattern.compile(whole ? "\\A(?:" + regex + ")\\z" : regex.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The expressions in the fields of objects, and of the classes of the program on the way. */
  private static final class Heap {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    void add(Object object) {
      if (object != null && seen.add(object)) {
        open.add(object);
      }
    }

    void walk() {
      while (!open.isEmpty()) {
        Object object = open.poll();
        if (object instanceof Pattern pattern) {
          PATTERNS.put("held " + pattern, pattern);
        } else if (object instanceof Collection<?> collection) {
          collection.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
          map.keySet().forEach(this::add);
          map.values().forEach(this::add);
        } else if (object instanceof Object[] array) {
          Stream.of(array).forEach(this::add);
        } else {
          for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
            fields(type, object);
          }
        }
      }
    }

    private static boolean isOurs(Class<?> type) {
      return type != null && type.getName().startsWith("org.gongkai.");
    }

    private void fields(Class<?> type, Object object) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
            add(field.get(Modifier.isStatic(field.getModifiers()) ? null : object));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
  }

  @Test
  void allAreFound() {
    assertThat(PATTERNS.keySet())
        .anyMatch(name -> name.startsWith("PdfReader.java"))
        .anyMatch(name -> name.startsWith("ReportPages.java"))
        .anyMatch(name -> name.startsWith("held") && name.contains("览次数"))
        .hasSizeGreaterThan(100);
  }

  @Test
  void noneIsTrappedByTextOfItsOwnParts() {
    Set<String> trapped = new TreeSet<>();
    PATTERNS.forEach(
        (name, pattern) -> {
          String text = trap(pattern);
          if (text != null) {
            trapped.add(name + " by " + text.replace("\n", "\\n"));
          }
        });
    assertThat(trapped).isEmpty();
  }

  @Test
  void aTrapIsSeen() {
    for (String regex : List.of("a*a*a*a*b", "(.*)(.*)(.*)章")) {
      assertThat(trap(Pattern.compile(regex))).as(regex).isNotNull();
    }
    for (String regex : List.of("a+b?c", "(?<!a)a*+b", "第[一二]{1,3}章", "\\s*x")) {
      assertThat(trap(Pattern.compile(regex))).as(regex).isNull();
    }
  }

  /** The beginning of a text that takes an expression more looks than its length, or null. */
  private static String trap(Pattern pattern) {
    List<String> atoms = atoms(pattern);
    for (String first : atoms) {
      for (String second : atoms) {
        String pump = first.equals(second) ? first : first + second;
        if (isTrapped(pattern, pump.repeat(LENGTH / pump.length()))) {
          return pump;
        }
      }
    }
    return null;
  }

  /** Characters that an expression knows by name or by class, one of a kind. */
  private static List<String> atoms(Pattern pattern) {
    Set<String> atoms = new TreeSet<>(Set.of(" ", "\n", "1", "a", "一", "年"));
    String plain = pattern.pattern().replaceAll("\\\\[A-Za-z]", "");
    plain
        .codePoints()
        .filter(c -> "\\^$|?*+{}".indexOf(c) < 0)
        .limit(20)
        .forEach(c -> atoms.add(Character.toString(c)));
    return List.copyOf(atoms);
  }

  /** Whether finding all matches in a text that nearly matches takes too many looks at it. */
  private static boolean isTrapped(Pattern pattern, String text) {
    try {
      Matcher matcher = pattern.matcher(new Counted(text + "\u0000"));
      while (matcher.find()) {
        // each match is only found
      }
      return false;
    } catch (TooManyLooksException e) {
      return true;
    }
  }

  private static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > MOST_LOOKS) {
        throw new TooManyLooksException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
