package org.gongkai.pipeline.warehouse;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * Where rows stand in the tables: by year, then by what tells them apart, such as a report's id.
 *
 * @param year the partition, or null
 * @param place the order within the partition
 */
public record PartitionKey(Integer year, String place)
    implements Comparable<PartitionKey>, Serializable {
  private static final Comparator<PartitionKey> ORDER =
      Comparator.comparing(PartitionKey::year, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(PartitionKey::place);

  /** Above this many, the rows of a year are spread over several tasks and files. */
  private static final long PER_FILE = 10_000;

  @Override
  public int compareTo(PartitionKey other) {
    return ORDER.compare(this, other);
  }

  /**
   * Spreads rows over tasks. Few are spread by year alone, so that a year has one file per table;
   * many are spread within the year too, so that no task gets a whole year.
   *
   * @param largestYear number of keys of the year that has most
   * @param cores number of tasks that run at once
   */
  public static Partitioner partitioner(long largestYear, int cores) {
    int perYear = (int) Math.min(10_000, 1 + largestYear / PER_FILE);
    return new Spread(Math.max(cores, perYear), perYear);
  }

  private static final class Spread extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int tasks;
    private final int perYear;

    Spread(int tasks, int perYear) {
      this.tasks = tasks;
      this.perYear = perYear;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object key) {
      PartitionKey rows = (PartitionKey) key;
      int year = rows.year() == null ? 0 : rows.year();
      int share = Math.floorMod(rows.place().hashCode(), perYear);
      return Math.floorMod(year * perYear + share, tasks);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spread spread && spread.tasks == tasks && spread.perYear == perYear;
    }

    @Override
    public int hashCode() {
      return 31 * tasks + perYear;
    }
  }
}
