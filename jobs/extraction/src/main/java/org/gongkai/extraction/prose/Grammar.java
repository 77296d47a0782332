package org.gongkai.extraction.prose;

/** What the lexicon says of sentences: the rules of what counts what, and how sure they are. */
record Grammar(Frames frames, Certainty certainty) {}
