package org.gongkai.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.RowPacker;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Writes and reads back what ingest sends between tasks, the packed rows of reports, with each of
 * Spark's ways to do so, turn by turn on one thread.
 */
public final class SerializerSpeed {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 11;
  private static final int REPORTS = 500;
  private static final StructType SHAPE =
      StructType.fromDDL("id string, year int, rows map<string, array<binary>>");

  private SerializerSpeed() {}

  /** The shape of what ingest sends. A class, because Kryo cannot make records. */
  static final class Packed implements Serializable {
    private static final long serialVersionUID = 1L;

    private String id;
    private Integer year;
    private TreeMap<String, byte[][]> rows;

    private static Packed of(String id, Integer year, TreeMap<String, byte[][]> rows) {
      Packed packed = new Packed();
      packed.id = id;
      packed.year = year;
      packed.rows = rows;
      return packed;
    }

    private Row row() {
      Map<String, List<byte[]>> lists = new HashMap<>();
      rows.forEach((table, packed) -> lists.put(table, List.of(packed)));
      return RowFactory.create(id, year, lists);
    }
  }

  /** One way to write all reports and read them back, giving the number of bytes. */
  private record Way(String name, Supplier<Long> thereAndBack) {}

  /**
   * Measures and prints.
   *
   * @param arguments the folder of a snapshot
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: SerializerSpeed WAREHOUSE/snapshots/ID");
      System.exit(2);
    }
    List<Packed> reports = packed(new Path(arguments[0]));
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.classesToRegister", Packed.class.getName())
            .set("spark.kryoserializer.buffer.max", "512m");
    SerializerInstance java = new JavaSerializer(conf).newInstance();
    SerializerInstance kryo = new KryoSerializer(conf).newInstance();
    List<Way> ways =
        List.of(
            new Way("Java", () -> streamed(java, reports)),
            new Way("Kryo", () -> streamed(kryo, reports)),
            new Way("encoder", () -> encoded(reports)));
    Map<String, List<Double>> millis = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Way way : ways) {
        long start = System.nanoTime();
        bytes.put(way.name(), way.thereAndBack().get());
        double perReport = (System.nanoTime() - start) / 1e6 / reports.size();
        if (round >= WARM_UP) {
          millis.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(perReport);
        }
      }
    }
    System.out.printf("%d reports, median of %d rounds%n%n", reports.size(), ROUNDS);
    System.out.println("| way | bytes a report | ms a report |");
    System.out.println("| --- | ---: | ---: |");
    for (Way way : ways) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.3f |%n",
          way.name(),
          bytes.get(way.name()) / reports.size(),
          millis.get(way.name()).stream().sorted().toList().get(ROUNDS / 2));
    }
  }

  /** The reports of a snapshot, packed as ingest does it, repeated until there are enough. */
  private static List<Packed> packed(Path snapshot) throws IOException {
    Map<String, Integer> years = new TreeMap<>();
    Map<String, TreeMap<String, List<byte[]>>> rows = new TreeMap<>();
    try (SparkSession spark =
        SparkSession.builder().master("local[2]").appName("serializers").getOrCreate()) {
      TableReader tables = new TableReader(spark, snapshot);
      for (TableSpec table : Tables.extracted()) {
        RowPacker packer = new RowPacker(table);
        for (Row row : tables.read(table).collectAsList()) {
          String id = row.getAs("report_id");
          years.put(id, row.getAs(TableSpec.PARTITION));
          rows.computeIfAbsent(id, key -> new TreeMap<>())
              .computeIfAbsent(table.name(), key -> new ArrayList<>())
              .add(packer.pack(row));
        }
      }
    }
    List<Packed> reports = new ArrayList<>();
    while (reports.size() < REPORTS) {
      rows.forEach(
          (id, tables) -> {
            TreeMap<String, byte[][]> packed = new TreeMap<>();
            tables.forEach((table, list) -> packed.put(table, list.toArray(byte[][]::new)));
            reports.add(Packed.of(id, years.get(id), packed));
          });
    }
    return reports;
  }

  private static long streamed(SerializerInstance serializer, List<Packed> reports) {
    ClassTag<Packed> tag = ClassTag$.MODULE$.apply(Packed.class);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    SerializationStream out = serializer.serializeStream(bytes);
    reports.forEach(report -> out.writeObject(report, tag));
    out.close();
    DeserializationStream in =
        serializer.deserializeStream(new ByteArrayInputStream(bytes.toByteArray()));
    for (Packed report : reports) {
      require(report, in.<Packed>readObject(tag).rows.size());
    }
    in.close();
    return bytes.size();
  }

  private static long encoded(List<Packed> reports) {
    ExpressionEncoder<Row> encoder = ExpressionEncoder.apply(SHAPE);
    ExpressionEncoder.Serializer<Row> serializer = encoder.createSerializer();
    List<byte[]> written = new ArrayList<>();
    for (Packed report : reports) {
      written.add(((UnsafeRow) serializer.apply(report.row())).getBytes());
    }
    ExpressionEncoder.Deserializer<Row> deserializer =
        encoder
            .resolveAndBind(encoder.resolveAndBind$default$1(), encoder.resolveAndBind$default$2())
            .createDeserializer();
    long bytes = 0;
    for (int i = 0; i < written.size(); i++) {
      UnsafeRow row = new UnsafeRow(SHAPE.length());
      row.pointTo(written.get(i), written.get(i).length);
      require(reports.get(i), deserializer.apply((InternalRow) row).getMap(2).size());
      bytes += written.get(i).length;
    }
    return bytes;
  }

  private static void require(Packed report, int tables) {
    if (report.rows.size() != tables) {
      throw new IllegalStateException("report " + report.id + " did not come back whole");
    }
  }
}
