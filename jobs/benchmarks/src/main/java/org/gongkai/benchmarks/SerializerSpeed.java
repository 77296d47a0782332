package org.gongkai.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Token;
import org.gongkai.pipeline.ingest.Extraction;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.RowPacker;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Writes and reads back what ingest sends between tasks, the packed rows of reports, with each of
 * Spark's ways to do so, turn by turn on one thread.
 */
public final class SerializerSpeed {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;
  private static final int REPORTS = 60;
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
      return RowFactory.create(id, year, CollectionConverters.asScala(rows));
    }
  }

  /** One way to write all reports and read them back, giving the number of bytes. */
  private record Way(String name, Supplier<Long> thereAndBack) {}

  /**
   * Measures and prints.
   *
   * @param arguments the configuration folder and the folder of reports
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: SerializerSpeed CONF REPORTS");
      System.exit(2);
    }
    List<Packed> reports = packed(Path.of(arguments[0]), Path.of(arguments[1]));
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.classesToRegister", Packed.class.getName())
            .set("spark.kryoserializer.buffer.max", "512m");
    SerializerInstance java = new JavaSerializer(conf).newInstance();
    SerializerInstance kryo = new KryoSerializer(conf).newInstance();
    Encoding encoding = Encoding.ready();
    List<Way> ways =
        List.of(
            new Way("Java", () -> streamed(java, reports)),
            new Way("Kryo", () -> streamed(kryo, reports)),
            new Way("encoder", () -> encoded(encoding, reports)));
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    Map<String, List<Double>> millis = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Way way : ways) {
        long start = clock.getCurrentThreadCpuTime();
        bytes.put(way.name(), way.thereAndBack().get());
        double perReport = (clock.getCurrentThreadCpuTime() - start) / 1e6 / reports.size();
        if (round >= WARM_UP) {
          millis.computeIfAbsent(way.name(), name -> new ArrayList<>()).add(perReport);
        }
      }
    }
    System.out.printf(
        "%d reports, median of %d rounds, processor time%n%n", reports.size(), ROUNDS);
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

  /** The texts and words of reports, packed as ingest does it, repeated until there are enough. */
  private static List<Packed> packed(Path conf, Path samples) throws IOException {
    Extraction extraction = InstalledExtraction.of(ConfFiles.load(conf));
    RowPacker packer = new RowPacker(Tables.TOKENS);
    List<Packed> ofSamples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        try {
          String text =
              extraction.extract(new RawInput(name, Files.readAllBytes(file), null)).text();
          List<byte[]> words = new ArrayList<>();
          for (Token token : extraction.tokens(text)) {
            words.add(
                packer.pack(
                    RowFactory.create(
                        name, 2020, 0, words.size(), token.text(), token.pos(), token.start())));
          }
          TreeMap<String, byte[][]> rows = new TreeMap<>();
          rows.put("tokens", words.toArray(byte[][]::new));
          rows.put("reports", new byte[][] {text.getBytes(StandardCharsets.UTF_8)});
          ofSamples.add(Packed.of(name, 2020, rows));
        } catch (RejectedException e) {
          System.err.println("left out: " + name + ": " + e.getMessage());
        }
      }
    }
    List<Packed> reports = new ArrayList<>();
    while (reports.size() < REPORTS) {
      reports.addAll(ofSamples);
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

  /** The encoder of a Dataset, made ready once as for a stage. */
  private record Encoding(
      ExpressionEncoder.Serializer<Row> serializer,
      ExpressionEncoder.Deserializer<Row> deserializer) {
    static Encoding ready() {
      ExpressionEncoder<Row> encoder = ExpressionEncoder.apply(SHAPE);
      return new Encoding(
          encoder.createSerializer(),
          encoder
              .resolveAndBind(
                  encoder.resolveAndBind$default$1(), encoder.resolveAndBind$default$2())
              .createDeserializer());
    }
  }

  private static long encoded(Encoding encoding, List<Packed> reports) {
    List<byte[]> written = new ArrayList<>();
    for (Packed report : reports) {
      written.add(((UnsafeRow) encoding.serializer().apply(report.row())).getBytes());
    }
    long bytes = 0;
    for (int i = 0; i < written.size(); i++) {
      UnsafeRow row = new UnsafeRow(SHAPE.length());
      row.pointTo(written.get(i), written.get(i).length);
      require(reports.get(i), encoding.deserializer().apply((InternalRow) row).getMap(2).size());
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
