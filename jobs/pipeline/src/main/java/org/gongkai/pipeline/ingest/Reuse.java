package org.gongkai.pipeline.ingest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which results of a former snapshot still hold, judged by what they were extracted with. A
 * correction concerns the report it names. What a form, a word or a rule concerns cannot be known
 * without extracting, because every one of them is held against every text.
 *
 * @param everything whether no result holds
 * @param targets the reports that changed corrections name; see {@link Corrections#targets}
 * @param changed names of what changed
 */
record Reuse(boolean everything, Set<String> targets, List<String> changed) {
  private static final int NAMED = 5;

  /** Compares what a snapshot was extracted with, with what this run extracts with. */
  static Reuse of(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
    Set<String> targets =
        names.stream()
            .filter(name -> name.startsWith(Corrections.PART))
            .flatMap(name -> Stream.of(before, now).map(parts -> parts.get(name)))
            .filter(Objects::nonNull)
            .map(Corrections::target)
            .collect(Collectors.toSet());
    boolean everything = names.stream().anyMatch(name -> !name.startsWith(Corrections.PART));
    return new Reuse(everything, targets, List.copyOf(names));
  }

  /** Whether what a snapshot says of a report holds. */
  boolean holds(String reportId, String publisherId, Integer year) {
    return !everything
        && Corrections.targets(reportId, publisherId, year).stream().noneMatch(targets::contains);
  }

  /** Why reports are extracted again, for a person; empty if none are. */
  List<String> notes() {
    if (changed.isEmpty()) {
      return List.of();
    }
    String named =
        changed.stream().limit(NAMED).collect(Collectors.joining(", "))
            + (changed.size() > NAMED ? " + " + (changed.size() - NAMED) : "");
    return List.of(
        everything
            ? "全部报告重新提取，因为有改动 every report was extracted again, because of changes: " + named
            : "仅重新提取所涉报告 only the reports concerned were extracted again: " + named);
  }
}
