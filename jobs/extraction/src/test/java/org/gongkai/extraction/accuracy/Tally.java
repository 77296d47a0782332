package org.gongkai.extraction.accuracy;

/** Counts of right, missed and wrong figures. */
final class Tally {
  int right;
  int missed;
  int wrong;

  double precision() {
    return share(right, right + wrong);
  }

  double recall() {
    return share(right, right + missed);
  }

  static double share(int part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
