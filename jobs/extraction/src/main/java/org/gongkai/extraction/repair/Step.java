package org.gongkai.extraction.repair;

import java.util.List;

/** One kind of repair. */
interface Step {
  /** The edits that it would make, in order of position and without overlap. */
  List<Edit> edits(String text);
}
