package org.gongkai.pipeline.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A JSON value in a JavaScript file that hands it to the page: {@code gongkai.receive("name", …)}.
 * A page opened from disk can load scripts, but no JSON.
 */
final class DataFile implements AutoCloseable {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().characterEscapes(new ScriptEscapes()).build();

  private final OutputStream out;
  private final JsonGenerator json;

  private DataFile(OutputStream out, JsonGenerator json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Begins a file.
   *
   * @param out where to; closed with the file
   * @param name the file's path below {@code data/}, without {@code .js}
   */
  static DataFile open(OutputStream out, String name) throws IOException {
    out.write(("gongkai.receive(\"" + name + "\",").getBytes(StandardCharsets.UTF_8));
    return new DataFile(
        out, JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET));
  }

  /** The generator for the value. */
  JsonGenerator json() {
    return json;
  }

  /** Writes a Spark row as an array: the page knows the order of the columns. */
  static void row(JsonGenerator json, Row row) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < row.size(); i++) {
      value(json, row.get(i));
    }
    json.writeEndArray();
  }

  /** Writes a value of a Spark row: text, number, truth value, date, list of texts or null. */
  static void value(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal.stripTrailingZeros().toPlainString());
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Seq<?> values) {
      json.writeStartArray();
      for (Object one : CollectionConverters.asJava(values)) {
        value(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof Date || value instanceof LocalDate || value instanceof String) {
      json.writeString(value.toString());
    } else {
      throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }
  }

  /**
   * Ends the file.
   *
   * @throws IOException if not everything could be written
   */
  @Override
  public void close() throws IOException {
    json.close();
    out.write(");\n".getBytes(StandardCharsets.UTF_8));
    out.close();
  }

  /**
   * Escapes what has a meaning to an HTML parser or ends a line in older JavaScript: no text of a
   * report can end the script.
   */
  private static final class ScriptEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    ScriptEscapes() {
      for (char c : new char[] {'<', '>', '&'}) {
        ascii[c] = CharacterEscapes.ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return c == 0x2028 || c == 0x2029 ? new SerializedString(String.format("\\u%04x", c)) : null;
    }
  }
}
