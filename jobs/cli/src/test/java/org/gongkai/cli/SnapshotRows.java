package org.gongkai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.Type;

/** Every row of a snapshot on a local disk, without what tells when it was made. */
final class SnapshotRows {
  private static final Set<String> TIMES = Set.of("ingested_at", "superseded_at");

  private SnapshotRows() {}

  /** The rows by table, sorted; follows a link to the snapshot once. */
  static Map<String, List<String>> of(Path snapshot) throws IOException {
    Path folder = snapshot.toRealPath();
    Map<String, List<String>> rows = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Path partition = folder.relativize(file.getParent());
        List<String> table =
            rows.computeIfAbsent(partition.getName(0).toString(), n -> new ArrayList<>());
        read(file, partition.toString(), table);
      }
    }
    rows.values().forEach(Collections::sort);
    return rows;
  }

  private static void read(Path file, String partition, List<String> rows) throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        StringBuilder text = new StringBuilder(partition);
        for (Type field : row.getType().getFields()) {
          String name = field.getName();
          if (!TIMES.contains(name)) {
            text.append(' ').append(name).append('=');
            for (int i = 0; i < row.getFieldRepetitionCount(name); i++) {
              text.append(
                  field.isPrimitive()
                      ? row.getValueToString(field(row, name), i)
                      : row.getGroup(name, i));
            }
          }
        }
        rows.add(text.toString());
      }
    }
  }

  private static int field(Group row, String name) {
    return row.getType().getFieldIndex(name);
  }
}
