package org.gongkai.extraction.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SentencesTest {
  private static final Teller COUNTY =
      new Teller(2014, Identity.OrganKind.GOVERNMENT, Section.Kind.OVERVIEW);

  private static ProseReader reader;

  /** Whose report of which year a sentence stands in, and in which of its sections. */
  private record Teller(int year, Identity.OrganKind organ, Section.Kind section) {}

  @BeforeAll
  static void load() throws IOException {
    ConfFiles conf = ConfFiles.load(Path.of("../../conf"));
    reader = new ProseReader(conf, new Tokenizer(conf));
  }

  @TestFactory
  Stream<DynamicTest> readsEachSentence() throws IOException {
    return lines("/prose/sentences.csv").map(line -> states(line, COUNTY));
  }

  @TestFactory
  Stream<DynamicTest> readsThePhrasesOfOffices() throws IOException {
    return lines("/prose/phrases.csv").map(line -> states(line, teller(line)));
  }

  private static DynamicTest states(CSVRecord line, Teller teller) {
    String sentence = line.get("sentence");
    return DynamicTest.dynamicTest(
        sentence,
        () ->
            assertThat(figures(read(sentence, teller)))
                .containsExactlyInAnyOrderElementsOf(expected(line.get("figures"))));
  }

  private static Teller teller(CSVRecord line) {
    return new Teller(
        Integer.parseInt(line.get("year")),
        Identity.OrganKind.valueOf(line.get("organ")),
        Section.Kind.valueOf(line.get("section")));
  }

  private static Stream<CSVRecord> lines(String file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();
    try (Reader lines =
        new InputStreamReader(
            SentencesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      return format.parse(lines).getRecords().stream();
    }
  }

  @Test
  void saysOfEveryNumberWhatBecameOfIt() {
    String text = "2014年收到申请12件,比上年增加3件,答复率100%。";

    ProseReading reading = read(text, COUNTY);

    assertThat(reading.fates())
        .extracting(fate -> fate.number().of(text), fate -> fate.reason())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2014", "year"),
            org.assertj.core.groups.Tuple.tuple("12", null),
            org.assertj.core.groups.Tuple.tuple("3", "change"),
            org.assertj.core.groups.Tuple.tuple("100", null));
  }

  @Test
  void keepsWholesWithTheirParts() {
    ProseReading reading = read("确认公文属性64件(主动公开20件、依申请公开23件、不予公开1件)。", COUNTY);

    assertThat(reading.partitions())
        .singleElement()
        .satisfies(
            partition -> {
              assertThat(partition.whole().value()).isEqualByComparingTo("64");
              assertThat(partition.sum()).isEqualByComparingTo("44");
            });
  }

  @Test
  void joinsSentencesThatTheLayoutBroke() {
    String text = "2014年全年全县各级行政机关共收到公民提出的政府信息公开\n申请40件,均已答复。";

    assertThat(figures(read(text, COUNTY)))
        .contains("requests(received, total)=40", "requests(answered, total)=40");
  }

  @Test
  void joinsNumbersThatStandOnLinesOfTheirOwn() {
    String text = "收到申请\n16\n件。其中当面申请\n3\n件,网络申请\n13\n件。\n申请办结数\n16\n件。";

    assertThat(figures(read(text, COUNTY)))
        .containsExactlyInAnyOrder(
            "requests(received, total)=16",
            "channels(request, counter)=3",
            "channels(request, online)=13",
            "requests(closed, total)=16");
  }

  private static ProseReading read(String text, Teller teller) {
    SourceDocument source =
        new SourceDocument("test", "", "text/plain", null, null, null, Map.of(), text, List.of());
    Span all = new Span(0, text.length());
    Structure structure = new Structure(all, List.of(new Section(0, teller.section(), "", all)));
    Identity identity =
        new Identity(
            Identity.DocType.ANNUAL_REPORT,
            "test",
            null,
            null,
            teller.organ(),
            null,
            "青山县",
            Identity.RegionLevel.COUNTY,
            null,
            null,
            teller.year(),
            null,
            null,
            null,
            null,
            null);
    return reader.read(
        new RepairedDocument(source, Set.of(), List.of()), structure, identity, FormReading.none());
  }

  private static List<String> figures(ProseReading reading) {
    return reading.figures().stream().map(SentencesTest::notation).distinct().toList();
  }

  private static String notation(Figure figure) {
    String scope = figure.scope() == Scope.WHOLE ? "" : "@" + figure.scope().code();
    return figure.key() + "=" + figure.value().toPlainString() + scope;
  }

  private static List<String> expected(String cell) {
    return cell.isEmpty()
        ? List.of()
        : Stream.of(cell).flatMap(all -> Arrays.stream(all.split("; "))).toList();
  }
}
