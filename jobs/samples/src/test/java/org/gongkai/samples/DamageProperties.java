package org.gongkai.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.RepairedDocument.Mend;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.repair.TextRepairer;

/** Damaged text comes back as it was, or the repair says that something was lost. */
class DamageProperties {
  /** What a conversion to Traditional changed, as copies annotate it. */
  private static final Set<Character> ANNOTATED =
      "數據發規統內經調監環態區現節續務關報國級動機構應項計時"
          .chars()
          .mapToObj(c -> (char) c)
          .collect(Collectors.toUnmodifiableSet());

  private static final int TRIES = 50;
  private static final int SLOW_TRIES = 8;
  private static final TextRepairer REPAIRER = repairer();

  private static final List<String> CLAUSES =
      List.of(
          "全市各级行政机关主动公开政府信息#条",
          "收到依申请公开#件,均在法定期限内答复",
          "其中予以公开#件,部分公开#件,不予公开#件",
          "召开新闻发布会#场,发布政策解读稿件#篇",
          "制发规范性文件#件,废止#件,现行有效#件",
          "因政府信息公开被申请行政复议#起,纠正#起",
          "省政府办公厅组织业务培训班#期,培训#人次",
          "一是健全工作机制,明确责任分工",
          "二是拓宽公开渠道,提升服务水平",
          "在县档案馆、图书馆设立查阅点#个",
          "确保县政府门户网站内容更新及时",
          "专职人员#人,兼职人员#人",
          "费用按规定收取#元,减免#元",
          "群众关注的热点问题得到回应",
          "本机关不掌握相关政府信息#件",
          "扎实推进环境保护、社会救助等重点领域信息公开");

  private static final List<String> HEADINGS =
      List.of("一、总体情况", "　(一)主动公开", "　(二)依申请公开", "　(三)监督保障", "三、存在的主要问题", "　(四)平台建设");

  @Provide
  Arbitrary<String> reports() {
    Arbitrary<String> number = Arbitraries.integers().between(0, 20000).map(String::valueOf);
    Arbitrary<String> clause =
        Arbitraries.of(CLAUSES).flatMap(c -> number.list().ofSize(3).map(n -> fill(c, n)));
    Arbitrary<String> paragraph =
        clause.list().ofMinSize(2).ofMaxSize(6).map(list -> String.join("。", list) + "。");
    Arbitrary<String> section =
        Arbitraries.of(HEADINGS).flatMap(h -> paragraph.map(p -> h + "\n" + p));
    return section.list().ofMinSize(2).ofMaxSize(5).map(list -> String.join("\n", list));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void cleanTextStays(@ForAll("reports") String report) {
    RepairedDocument repaired = repair(report);
    assertThat(repaired.text()).isEqualTo(plain(report));
    assertThat(repaired.repairs()).isEmpty();
    assertThat(repaired.mends()).isEmpty();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void fullWidthPunctuationIsNoDamage(@ForAll("reports") String report) {
    RepairedDocument repaired =
        repair(report.replace(',', '，').replace('(', '（').replace(')', '）'));
    assertThat(repaired.text()).isEqualTo(plain(report));
    assertThat(repaired.repairs()).isEmpty();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void fullWidthDigitsComeBack(@ForAll("reports") String report) {
    RepairedDocument repaired = repair(Damage.fullWidth(report));
    assertThat(repaired.text()).isEqualTo(plain(report));
    if (report.chars().anyMatch(Character::isDigit)) {
      assertThat(repaired.repairs()).containsExactly(Repair.WIDTH);
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void traditionalTextComesBack(@ForAll("reports") String report) {
    RepairedDocument repaired = repair(Damage.traditional(report));
    assertThat(repaired.text()).isEqualTo(plain(report));
    assertThat(repaired.repairs()).containsExactly(Repair.TRADITIONAL);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void annotationsGo(@ForAll("reports") String report) {
    String traditional = Damage.traditional(report);
    RepairedDocument repaired = repair(Damage.pinyin(traditional, ANNOTATED));
    assertThat(repaired.text()).isEqualTo(plain(report));
  }

  @Property(tries = SLOW_TRIES, shrinking = ShrinkingMode.OFF)
  void shiftedTextComesBackOrIsReported(@ForAll("reports") String report) {
    assertMendedOrReported(report, Damage.byteShift(wide(report)));
  }

  @Property(tries = SLOW_TRIES, shrinking = ShrinkingMode.OFF)
  void shiftedTraditionalTextComesBackOrIsReported(@ForAll("reports") String report) {
    String traditional = Damage.traditional(wide(report));
    assertMendedOrReported(report, Damage.byteShift(Damage.pinyin(traditional, ANNOTATED)));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void wrongCharsetsAreTakenBack(@ForAll("reports") String report) {
    assertThat(repair(Damage.utf8AsWestern(report)).text()).isEqualTo(plain(report));
    assertThat(repair(Damage.gbkAsLatin1(report)).text()).isEqualTo(plain(report));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void utf8ReadAsGbkIsTakenBackOrLeft(@ForAll("reports") String report) {
    String damaged = Damage.utf8AsGbk(report);
    String[] lines = repair(damaged).text().split("\n", -1);
    String[] before = report.split("\n", -1);
    String[] broken = damaged.split("\n", -1);
    for (int i = 0; i < Math.min(lines.length, before.length); i++) {
      if (!broken[i].contains("\uFFFD") && broken.length == before.length) {
        assertThat(lines[i]).isEqualTo(plain(before[i]));
      }
    }
  }

  @Property(tries = SLOW_TRIES, shrinking = ShrinkingMode.OFF)
  void mendsNameBothPlaces(@ForAll("reports") String report) {
    String traditional = Damage.traditional(wide(report));
    String damaged = Damage.byteShift(Damage.pinyin(traditional, ANNOTATED));
    RepairedDocument repaired = repair(damaged);
    for (Mend mend : repaired.mends()) {
      assertThat(mend.original().end()).isLessThanOrEqualTo(damaged.length());
      assertThat(mend.repaired().end()).isLessThanOrEqualTo(repaired.text().length());
      if (mend.repair() == Repair.PINYIN_ANNOTATION) {
        assertThat(mend.original().of(damaged)).endsWith(")");
      }
    }
  }

  private static void assertMendedOrReported(String report, String damaged) {
    RepairedDocument repaired = repair(damaged);
    boolean reported = repaired.mends().stream().anyMatch(mend -> !mend.exact());
    if (!reported) {
      assertThat(repaired.text().replace(" ", "")).isEqualTo(plain(report).replace(" ", ""));
    }
  }

  /** Pages of the time print wide punctuation, which is what the byte pairs are found in. */
  private static String wide(String report) {
    return report.replace(',', '，').replace('(', '（').replace(')', '）');
  }

  private static String plain(String report) {
    return report.replace('\u3000', ' ');
  }

  private static String fill(String clause, List<String> numbers) {
    String filled = clause;
    for (String number : numbers) {
      filled = filled.replaceFirst("#", number);
    }
    return filled;
  }

  private static RepairedDocument repair(String text) {
    return REPAIRER.repair(
        new SourceDocument(
            "report.txt", "", "text/plain", "UTF-8", null, null, Map.of(), text, List.of()));
  }

  private static TextRepairer repairer() {
    try {
      return new TextRepairer(
          ConfFiles.load(Path.of(System.getProperty("gongkai.home", "../.."), "conf")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
