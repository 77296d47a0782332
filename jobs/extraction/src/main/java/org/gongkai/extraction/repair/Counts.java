package org.gongkai.extraction.repair;

/** Counts by a non-zero key, in an open hash table without boxing. */
final class Counts {
  private long[] keys = new long[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;

  void add(long key, int count) {
    int slot = slot(keys, key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    values[slot] += count;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  int of(long key) {
    return values[slot(keys, key)];
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(keys, oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
