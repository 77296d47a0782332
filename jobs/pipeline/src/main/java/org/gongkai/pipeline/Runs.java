package org.gongkai.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import scala.Tuple2;

/**
 * Brings together what comes one after the other and has one key.
 *
 * @param <K> type of the key
 * @param <T> type of what is brought together
 */
public final class Runs<K, T> implements Iterator<Tuple2<K, List<T>>> {
  private static final int LONGEST = 1000;

  private final Iterator<T> things;
  private final Function<T, K> key;
  private final int longest;
  private T next;
  private K nextKey;

  private Runs(Iterator<T> things, Function<T, K> key, int longest) {
    this.things = things;
    this.key = key;
    this.longest = longest;
    advance();
  }

  /**
   * The runs of some things, none of them null. Long runs come in several parts, so that none is
   * too large to hold.
   */
  public static <K, T> Runs<K, T> bounded(Iterator<T> things, Function<T, K> key) {
    return new Runs<>(things, key, LONGEST);
  }

  /** The runs of some things, none of them null, each in one part. */
  public static <K, T> Runs<K, T> whole(Iterator<T> things, Function<T, K> key) {
    return new Runs<>(things, key, Integer.MAX_VALUE);
  }

  private void advance() {
    next = things.hasNext() ? things.next() : null;
    nextKey = next == null ? null : key.apply(next);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Tuple2<K, List<T>> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    K current = nextKey;
    List<T> run = new ArrayList<>();
    while (current.equals(nextKey) && run.size() < longest) {
      run.add(next);
      advance();
    }
    return new Tuple2<>(current, run);
  }

  /** The runs, each made into something else as it is asked for. */
  public <R> Iterator<R> map(Function<Tuple2<K, List<T>>, R> function) {
    Runs<K, T> runs = this;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return runs.hasNext();
      }

      @Override
      public R next() {
        return function.apply(runs.next());
      }
    };
  }
}
