package org.gongkai.extraction.prose;

/** What a reading rests on; {@code conf/lexicon/confidence.csv} says how sure each makes it. */
enum Ground {
  /** A figure printed in digits or numerals. */
  PRINTED,
  /** The words before the number say what it counts. */
  NAMED_BEFORE,
  /** The words behind it do: 3件申请. */
  NAMED_BEHIND,
  /** The words behind it name an outcome of a topic that stands before: 2件维持. */
  OUTCOME_BEHIND,
  /** A body alone, beside a figure just given: 其中市本级87件. */
  BODY_ALONE,
  /** A body or a year beside a figure just given in the same unit. */
  SAME_AGAIN,
  /** The topic stands in the clause before. */
  LEAD_TOPIC,
  /** The topic and further words stand in the clause before. */
  LEAD_WORDS,
  /** The topic of the sentence. */
  SENTENCE,
  /** The topic of an earlier sentence of the paragraph. */
  PASSAGE,
  /** The topic of the section. */
  SECTION,
  /** No topic, but words that suffice. */
  NO_TOPIC,
  /** The total of a list just given: 合计285条. */
  SUM,
  /** A zero in words. */
  DENIED,
  /** 均, 全部. */
  ALL,
  /** 均维持, or an outcome told of the only case. */
  ALL_RESULTS,
  /** An outcome told of several cases without 均. */
  LOOSE_RESULT,
  /** 免费. */
  FREE,
  /** 答复率100%. */
  RATE,
  /** Requests told by a single channel stand for all. */
  ONE_CHANNEL,
  /** Information told by the website stands for all. */
  WEBSITE_ALONE,
  /** Figures less sure than this are not handed on. */
  LEAST
}
