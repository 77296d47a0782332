package org.gongkai.pipeline.ingest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gongkai.pipeline.warehouse.TableFiles;

/**
 * What happens to each input and to each report that the warehouse already holds.
 *
 * @param duplicates inputs with the bytes of another report, and the source of that report
 * @param replaced reports of the warehouse that go because their source was read again
 * @param pruned reports of the warehouse that go because their source is gone
 * @param supersededBy of the replaced reports those whose source now has other bytes, with the id
 *     of the new report, null where the new bytes are no report
 * @param keptRejects sources whose earlier rejection still stands
 */
record InputPlan(
    Map<String, String> duplicates,
    Map<String, Held> replaced,
    Map<String, Held> pruned,
    Map<String, String> supersededBy,
    Set<String> keptRejects) {

  /** A report in the warehouse. */
  record Held(String uri, String sha256, String reportId, Integer year) {}

  /** An input of this run. */
  record Seen(String uri, String sha256, StagedInput.Status status, String reportId) {}

  /** What to do with sources of the warehouse that are not among the inputs. */
  enum Absent {
    KEEP,
    PRUNE
  }

  static InputPlan of(List<Seen> inputs, List<Held> held, List<String> heldRejects, Absent absent) {
    Map<String, Seen> byUri = new HashMap<>();
    inputs.forEach(input -> byUri.put(input.uri(), input));
    Map<String, Held> replaced = new TreeMap<>();
    Map<String, Held> pruned = new TreeMap<>();
    Map<String, String> supersededBy = new HashMap<>();
    Map<String, String> firstSource = new HashMap<>();
    for (Held report : held) {
      Seen now = byUri.get(report.uri());
      if (now == null && absent == Absent.PRUNE) {
        pruned.put(report.reportId(), report);
      } else if (now != null && now.status() != StagedInput.Status.CARRIED) {
        replaced.put(report.reportId(), report);
        if (!Objects.equals(now.sha256(), report.sha256())) {
          supersededBy.put(report.reportId(), now.reportId());
        }
      } else {
        firstSource.put(report.sha256(), report.uri());
      }
    }
    Map<String, String> duplicates = new TreeMap<>();
    inputs.stream()
        .filter(input -> input.status() == StagedInput.Status.REPORT)
        .sorted(Comparator.comparing(Seen::uri))
        .forEach(
            input -> {
              String first = firstSource.putIfAbsent(input.sha256(), input.uri());
              if (first != null && !first.equals(input.uri())) {
                duplicates.put(input.uri(), first);
              }
            });
    Set<String> keptRejects =
        heldRejects.stream()
            .filter(
                uri -> {
                  Seen now = byUri.get(uri);
                  return now == null
                      ? absent == Absent.KEEP
                      : now.status() == StagedInput.Status.CARRIED;
                })
            .collect(Collectors.toCollection(HashSet::new));
    return new InputPlan(duplicates, replaced, pruned, supersededBy, keptRejects);
  }

  /** Ids of all reports that leave the warehouse's tables. */
  Set<String> removed() {
    Set<String> removed = new HashSet<>(replaced.keySet());
    removed.addAll(pruned.keySet());
    return removed;
  }

  /** The folders of the partitions that hold a removed report. */
  Set<String> removedPartitions() {
    Set<String> partitions = new HashSet<>();
    replaced.values().forEach(report -> partitions.add(partition(report.year())));
    pruned.values().forEach(report -> partitions.add(partition(report.year())));
    return partitions;
  }

  private static String partition(Integer year) {
    return TableFiles.partitionFolder(year);
  }
}
