package org.gongkai.pipeline;

import java.sql.Date;
import java.util.Comparator;
import java.util.function.Function;

/** Which of several reports of one year counts. */
public final class LastPublished {
  private LastPublished() {}

  /**
   * The report published last comes first, those without a date at the end.
   *
   * @param published when a report was published, or null
   * @param id decides between reports of one day
   */
  public static <T> Comparator<T> first(Function<T, Date> published, Function<T, String> id) {
    return Comparator.comparing(published, Comparator.nullsLast(Comparator.<Date>reverseOrder()))
        .thenComparing(id);
  }
}
