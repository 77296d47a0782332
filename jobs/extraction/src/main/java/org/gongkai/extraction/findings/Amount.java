package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.ProseReading.Stated;

/**
 * A number and how exactly it is meant.
 *
 * @param value the number, money in yuan
 * @param precision how exactly it is stated
 */
record Amount(BigDecimal value, Precision precision) {
  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

  /** A rounded figure may stand this far from the exact one: 1.5万 for 14,600 to 15,499. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.1");

  static Amount of(Figure figure) {
    boolean tenThousands = figure.unit().equals("万元");
    return new Amount(
        tenThousands ? figure.value().multiply(TEN_THOUSAND) : figure.value(), figure.precision());
  }

  static Amount of(Stated number) {
    return new Amount(number.value(), number.precision());
  }

  boolean isExact() {
    return precision == Precision.EXACT;
  }

  /** Whether two statements can both be right. */
  boolean agrees(Amount other) {
    if (value.compareTo(other.value) == 0) {
      return true;
    }
    if (isExact() && other.isExact()) {
      return false;
    }
    BigDecimal distance = value.subtract(other.value).abs();
    return distance.compareTo(value.max(other.value).multiply(ROUNDING)) <= 0
        || spans(other.value)
        || other.spans(value);
  }

  /** Whether the number can be meant by this: 10余 by 10 to 19, 1200余 by 1200 to 1299. */
  private boolean spans(BigDecimal exact) {
    return switch (precision) {
      case EXACT -> false;
      case AT_LEAST -> exact.compareTo(value) >= 0 && exact.compareTo(value.add(step())) < 0;
      case APPROXIMATE ->
          exact.subtract(value).abs().add(exact.subtract(value).abs()).compareTo(step()) <= 0;
    };
  }

  /** One of the last digit that is not zero. */
  private BigDecimal step() {
    return BigDecimal.ONE.scaleByPowerOfTen(-value.stripTrailingZeros().scale());
  }
}
