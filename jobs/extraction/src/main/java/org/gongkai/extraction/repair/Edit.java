package org.gongkai.extraction.repair;

import org.gongkai.extraction.model.Repair;

/**
 * A stretch of text to be replaced.
 *
 * @param start first character
 * @param end one past the last character
 * @param replacement what stands there afterwards
 * @param repair the kind of damage that is mended, or null for a mere change of spelling that
 *     nobody would call damage
 * @param exact whether nothing was lost or guessed
 */
record Edit(int start, int end, String replacement, Repair repair, boolean exact) {

  /** Damage that was seen and could not be mended: the text stays. */
  static Edit unmended(CharSequence text, int start, int end, Repair repair) {
    return new Edit(start, end, text.subSequence(start, end).toString(), repair, false);
  }
}
