package org.gongkai.extraction.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gongkai.extraction.forms.PrintedForm.Damage;
import org.gongkai.extraction.forms.PrintedForm.Style;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.FormReading;
import org.junit.jupiter.api.Test;

class FormVariantsTest {
  private static final int SEEDS = 1;
  private static final FormReader READER = new FormReader(FormReaderTest.conf(FormReaderTest.CONF));

  /** Right, missed and wrong figures. */
  private record Score(int right, int missed, int wrong) {
    static final Score NONE = new Score(0, 0, 0);

    Score plus(Score other) {
      return new Score(right + other.right, missed + other.missed, wrong + other.wrong);
    }

    double precision() {
      return (double) right / (right + wrong);
    }

    double recall() {
      return (double) right / (right + missed);
    }
  }

  @Test
  void survivesTheWaysInWhichFormsArePrinted() {
    Map<String, Score> byDamage = new TreeMap<>();
    Map<String, Score> byStyle = new TreeMap<>();
    Score told = Score.NONE;
    Score glued = Score.NONE;
    for (FormDefinition form : READER.catalogue().forms()) {
      for (Style style : Style.values()) {
        for (Damage damage : Damage.values()) {
          for (int seed = 0; seed < SEEDS; seed++) {
            Score score = score(new PrintedForm(form, style, damage, seed));
            byDamage.merge(form.code() + " " + damage, score, Score::plus);
            byStyle.merge(form.code() + " " + style, score, Score::plus);
            told = style.gluesNumbers() ? told : told.plus(score);
            glued = style.gluesNumbers() ? glued.plus(score) : glued;
          }
        }
      }
    }
    byStyle.forEach(FormVariantsTest::print);
    byDamage.forEach(FormVariantsTest::print);
    print("all variants", told);
    print("glued numbers", glued);
    assertThat(told.precision()).isGreaterThanOrEqualTo(0.995);
    assertThat(told.recall()).isGreaterThanOrEqualTo(0.99);
    assertThat(glued.precision()).isGreaterThanOrEqualTo(0.999);
    assertThat(glued.recall()).isGreaterThanOrEqualTo(0.6);
  }

  private static void print(String name, Score score) {
    System.out.printf(
        "%-40s precision %.4f recall %.4f of %d%n",
        name, score.precision(), score.recall(), score.right() + score.missed());
  }

  private static Score score(PrintedForm printed) {
    FormReading reading = READER.read(FormReaderTest.document(printed.text(), printed.tables()));
    Map<FigureKey, BigDecimal> truth = new HashMap<>();
    printed.truth().forEach((key, value) -> truth.put(key, BigDecimal.valueOf(value)));
    int right = 0;
    int wrong = 0;
    for (Figure figure : reading.figures()) {
      BigDecimal value = truth.remove(figure.key());
      if (value != null && value.compareTo(figure.value()) == 0) {
        right++;
      } else {
        wrong++;
      }
    }
    return new Score(right, truth.size(), wrong);
  }
}
