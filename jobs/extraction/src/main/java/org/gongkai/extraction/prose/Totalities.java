package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.prose.Frames.Match;

/** Reads what is said of all that was counted before: 收到申请26件,均已答复; 答复率100%; 复议2件,均维持; 全部免费. */
final class Totalities {
  /** Reason of a number of cases decided in whatever way: 审结3件. */
  static final String DECIDED = "closed_cases";

  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private static final FigureKey TOLD_TO_AMEND =
      FigureKey.of(FactTable.OUTCOMES, "told_to_amend", "total");

  private static final FigureKey ISSUED =
      FigureKey.of(FactTable.DISCLOSURES, "normative_documents", "issued");
  private static final FigureKey PUBLISHED =
      FigureKey.of(FactTable.DISCLOSURES, "normative_documents", "published");

  private static final FigureKey DISCLOSED =
      FigureKey.of(FactTable.DISCLOSURES, "all_information", "published");

  /** Media that are one channel of publication each. */
  private static final Set<String> SINGLE_MEDIA =
      Set.of("medium:website", "medium:weibo", "medium:wechat");

  private static final Set<String> ANSWERS = Set.of("outcome", "act:close", "act:answer");

  private static final String WEBSITE = "website";

  /** A whole is remembered for this many sentences. */
  private static final int REACH = 3;

  /** An outcome without 均 ends a clause of at most this many words: 经审理予以维持. */
  private static final int MAX_OUTCOME_CLAUSE = 6;

  /** 已依法依规在规定时限内向申请人作出答复. */
  private static final int MAX_DONE_CLAUSE = 12;

  private static final int FEW_WORDS = 4;

  private final Passage passage;
  private final Interpreter interpreter;
  private final Certainty certainty;
  private final Context context;
  private final Findings out;

  Totalities(
      Passage passage,
      Interpreter interpreter,
      Certainty certainty,
      Context context,
      Findings out) {
    this.passage = passage;
    this.interpreter = interpreter;
    this.certainty = certainty;
    this.context = context;
    this.out = out;
  }

  /** Reads a rate of 100 %. Returns whether it states a figure. */
  boolean readRate(Clause clause, Span number, List<Item> before) {
    String rate = Meanings.last(before, "rate");
    Draft base = context.whole("request");
    boolean stated =
        rate != null
            && context.topic.equals("request")
            && base != null
            && base.value().signum() > 0
            && base.sentence() >= out.sentence() - 1
            && !carriedInBeside(base);
    if (stated) {
      FigureKey key = FigureKey.of(FactTable.REQUESTS, rate, "total");
      imply(clause, key, base, number, certainty.of(Ground.RATE));
    }
    return stated;
  }

  /** Whether words without a number speak of all, or of the only one. */
  boolean speaksOfAll(Clause clause, List<Item> words, Set<String> meanings) {
    return meanings.contains("all")
        || meanings.contains("free")
        || (!clause.introduces() && concludes(words, meanings));
  }

  /** Whether a clause only says how what was just counted ended: 收到申请2件,同意公开. */
  private boolean concludes(List<Item> words, Set<String> meanings) {
    boolean goesOn =
        context.ofAll
            && (context.unsaid || words.get(0) instanceof Item.Word and && and.has("joins"));
    return goesOn
        || isDone(words)
        || isDecided(words, meanings)
        || words.size() <= MAX_OUTCOME_CLAUSE
            && (context.lead.isEmpty()
                || meanings.contains("judge")
                || isOnly()
                || isOnlyCase(words))
            && words.get(words.size() - 1) instanceof Item.Word end
            && (end.has("outcome")
                || (isOnly() && isEnd(end) && !meanings.contains("topic"))
                || (end.has("group") && !end.text().endsWith("的"))
                || end.has("result")
                || (words.get(0) instanceof Item.Word is
                    && is.has("list", "is")
                    && (end.has("channel") || end.has("applicant"))));
  }

  /** 复议机关维持了我局的答复, of what was just counted. */
  private boolean isDecided(List<Item> words, Set<String> meanings) {
    return words.size() <= MAX_DONE_CLAUSE
        && meanings.contains("judge")
        && meanings.contains("result")
        && !meanings.contains("topic")
        && !context.venueTotals.isEmpty();
  }

  private static boolean isEnd(Item.Word word) {
    return word.has("act", "close") || word.has("act", "answer");
  }

  /** Whether the sentence has told of a single request: then its clauses go on about it. */
  private boolean isOnly() {
    Draft base = context.whole("request");
    return base != null
        && base.sentence() == out.sentence()
        && base.value().compareTo(BigDecimal.ONE) == 0;
  }

  private boolean isOnlyCase(List<Item> words) {
    String topic = Meanings.last(words, "topic");
    String of = Venue.isTopic(topic) ? topic : leadVenue();
    List<Draft> totals =
        venueTotals(words).stream()
            .filter(total -> of == null || Venue.topic(total.key()).startsWith(of))
            .toList();
    return !totals.isEmpty()
        && totals.get(totals.size() - 1).value().compareTo(BigDecimal.ONE) == 0;
  }

  /** 收到申请2件,已依法答复完毕: told of what was just counted, without 均. */
  private boolean isDone(List<Item> words) {
    Draft base = context.whole("request");
    return words.size() <= MAX_DONE_CLAUSE
        && base != null
        && base.sentence() == out.sentence()
        && Meanings.has(words, "done")
        && (Meanings.has(words, "act", "answer") || Meanings.has(words, "act", "close"))
        && !Meanings.has(words, "topic");
  }

  /** States what a clause says of all. */
  void read(Clause clause, List<Item> words, String scope) {
    Set<String> meanings = Meanings.of(words);
    String topic = Meanings.last(words, "topic");
    if (meanings.contains("free") && (isAboutFees(meanings) || isAnswer(words))) {
      out.figure(free(clause, scope));
    } else if (meanings.contains("result")) {
      readResults(clause, words, topic, meanings);
    } else if (meanings.contains("staffkind")) {
      implyOf(clause, context.figure, "staff", meanings);
    } else if (context.asked != null) {
      implyOf(clause, context.asked, "consult", meanings);
    } else {
      boolean ofOne = !Collections.disjoint(meanings, ANSWERS) && isOnly();
      readAnswers(clause, ofOne ? "request" : topic == null ? context.topic : topic, meanings);
    }
  }

  /** 诉讼5件,其中直接起诉2件,均维持: said of the part, not of the whole. */
  private static boolean isDivided(Draft total, Draft last) {
    return !total.key().equals(last.key())
        && Venue.topic(last.key()).startsWith(Venue.topic(total.key()));
  }

  private boolean isAboutFees(Set<String> meanings) {
    return passage.section() == Section.Kind.FEES
        || context.topic.equals("fees")
        || (meanings.contains("info") && !meanings.contains("act:visit"));
  }

  /** 全部免费提供, said of requests. */
  private boolean isAnswer(List<Item> words) {
    Draft base = context.whole("request");
    return base != null && base.sentence() >= out.sentence() - 1 && words.size() <= FEW_WORDS;
  }

  private Draft free(Clause clause, String scope) {
    return new Draft(
        FigureKey.of(FactTable.FEES, "charged"),
        scope,
        out.sentence(),
        BigDecimal.ZERO,
        "元",
        Precision.EXACT,
        EvidenceKind.DERIVED,
        passage.origin(clause.start(), clause.end()),
        passage.origin(clause.end(), clause.end()),
        certainty.of(Ground.FREE));
  }

  private void readResults(Clause clause, List<Item> words, String topic, Set<String> meanings) {
    boolean ofAnother =
        clause.depth() > 0 && !context.refused.isEmpty() && !context.refused.equals(DECIDED);
    if (ofAnother) {
      return;
    }
    boolean every = meanings.contains("all");
    List<Draft> totals = venueTotals(words);
    String of = venueMeant(words, topic, totals);
    for (int i = 0; i < totals.size(); i++) {
      Draft total = totals.get(i);
      String venue = Venue.topic(total.key());
      boolean meant =
          of != null
              ? venue.startsWith(of)
              : (every || i == totals.size() - 1)
                  && !context.settledVenues.contains(total.key().code("venue"))
                  && !isDivided(total, totals.get(totals.size() - 1));
      if (!meant) {
        continue;
      }
      Match match = interpreter.find(venue, meanings, Units.WORDED);
      if (match != null && match.reason() == null) {
        boolean only = total.value().compareTo(BigDecimal.ONE) == 0;
        Ground ground = every || only ? Ground.ALL_RESULTS : Ground.LOOSE_RESULT;
        imply(clause, match.keys().get(0), total, nowhere(clause), certainty.of(ground));
      }
    }
  }

  /** The venue that words name, or point at (前者, 后者, 法院), or null. */
  private String venueMeant(List<Item> words, String topic, List<Draft> totals) {
    String which = Meanings.last(words, "which");
    if (which != null && totals.size() > 1) {
      int at = which.equals("first") ? 0 : totals.size() - 1;
      return Venue.topic(totals.get(at).key());
    }
    if (Venue.isTopic(topic)) {
      return topic;
    }
    String judge = Meanings.last(words, "judge");
    return judge != null || !context.venueTotals.isEmpty() ? judge : leadVenue();
  }

  /**
   * The totals that results are told of: those of the sentence, or where it opens with the venue
   * alone (行政复议结果:维持) those of an earlier one.
   */
  private List<Draft> venueTotals(List<Item> words) {
    boolean resumes =
        leadVenue() != null
            || Venue.isTopic(Meanings.last(words, "topic"))
            || Meanings.has(words, "all") && context.earlierFrom == out.sentence() - 1;
    return context.venueTotals.isEmpty() && resumes ? context.earlierTotals : context.venueTotals;
  }

  private String leadVenue() {
    String lead = Meanings.last(context.lead, "topic");
    return Venue.isTopic(lead) ? lead : null;
  }

  private void readAnswers(Clause clause, String topic, Set<String> meanings) {
    if (topic.equals("normative")
        && (meanings.contains("act:publish") || meanings.contains("outcome:granted"))) {
      implyOfDocuments(clause, ISSUED, PUBLISHED);
    } else if (topic.equals("normative")
        && (meanings.contains("act:issue") || meanings.contains("fresh"))) {
      implyOfDocuments(clause, PUBLISHED, ISSUED);
    }
    if (meanings.contains("act:publish") && meanings.contains("all")) {
      readMedium(clause, meanings);
    }
    if (!topic.equals("request")) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(meanings);
    all.add("derived");
    Match match = interpreter.find(topic, all, Units.WORDED);
    if (match == null || match.reason() != null) {
      return;
    }
    Draft base = base(clause, match.keys().get(0));
    if (base == null) {
      return;
    }
    for (FigureKey key : match.keys()) {
      if (!key.equals(base.key()) && !key.equals(RECEIVED)) {
        double confidence = certainty.of(Ground.ALL) * match.confidence();
        imply(clause, key, base, nowhere(clause), confidence);
      }
    }
  }

  /** 工作人员5人,均为兼职; 接受咨询56人次,均为电话咨询. */
  private void implyOf(Clause clause, Draft base, String topic, Set<String> meanings) {
    if (base == null || base.sentence() != out.sentence()) {
      return;
    }
    Match match = interpreter.find(topic, meanings, Units.WORDED);
    boolean told =
        match != null
            && match.reason() == null
            && base.key().table() == match.keys().get(0).table()
            && !base.key().equals(match.keys().get(0));
    if (told) {
      imply(clause, match.keys().get(0), base, nowhere(clause), certainty.of(Ground.ALL));
    }
  }

  /** 制定规范性文件6件,全部向社会公开; 公开规范性文件6件,均为新制定. */
  private void implyOfDocuments(Clause clause, FigureKey told, FigureKey implied) {
    Draft figure = context.figure;
    if (figure == null || figure.sentence() != out.sentence() || !figure.key().equals(told)) {
      return;
    }
    imply(clause, implied, figure, nowhere(clause), certainty.of(Ground.ALL));
  }

  /** 主动公开信息214条,均在县政府网站登出. */
  private void readMedium(Clause clause, Set<String> meanings) {
    Draft published = context.figure;
    List<String> media =
        meanings.stream().filter(meaning -> meaning.startsWith("medium:")).distinct().toList();
    boolean platform = media.isEmpty() && meanings.contains("platform");
    boolean told =
        published != null
            && published.sentence() == out.sentence()
            && published.key().equals(DISCLOSED)
            && (platform || media.size() == 1 && SINGLE_MEDIA.contains(media.get(0)));
    if (told) {
      String medium = platform ? WEBSITE : media.get(0).substring("medium:".length());
      FigureKey key = FigureKey.of(FactTable.CHANNELS, "publication", medium);
      imply(clause, key, published, nowhere(clause), certainty.of(Ground.ALL));
    }
  }

  /**
   * What 均 speaks of: the number or the group of outcomes just told (不予公开4件,均涉及个人隐私), else all
   * requests. Null where it is unclear.
   */
  private Draft base(Clause clause, FigureKey told) {
    Draft unsettled = context.unsettled;
    if (unsettled != null
        && unsettled.evidence().equals(passage.origin(clause.start(), clause.end()))) {
      return unsettled;
    }
    if (told.table() == FactTable.OUTCOMES) {
      if (unsettled != null) {
        return unsettled;
      }
      Draft before = context.figure;
      boolean group =
          before != null
              && before.sentence() == out.sentence()
              && before.key().table() == FactTable.OUTCOMES
              && told.code("outcome").startsWith(before.key().code("outcome") + "_");
      if (group) {
        return before;
      }
      boolean reason =
          before != null
              && before.sentence() == out.sentence()
              && before.key().table() == FactTable.OUTCOMES
              && before.key().code("outcome").startsWith(told.code("outcome") + "_");
      if (reason) {
        return before;
      }
    }
    Draft all = context.whole("request");
    if (all == null || all.sentence() < out.sentence() - REACH) {
      return null;
    }
    return carriedInBeside(all) ? handledSince(context.whole("carried")) : all;
  }

  /** 收到12件,上年结转2件,共办结14件,均…: told of the 14; null where no such number is given. */
  private Draft handledSince(Draft carried) {
    Draft handled = context.whole("handled");
    boolean since =
        handled != null
            && handled.sentence() >= carried.sentence()
            && handled.scopeWord().equals(carried.scopeWord());
    return since ? handled : null;
  }

  /**
   * Whether requests of the year before were taken over beside those that came in: then 均 tells of
   * more than these.
   */
  private boolean carriedInBeside(Draft received) {
    Draft carried = context.whole("carried");
    return carried != null
        && carried.sentence() >= out.sentence() - REACH
        && carried.scopeWord().equals(received.scopeWord());
  }

  private Span nowhere(Clause clause) {
    return passage.origin(clause.end(), clause.end());
  }

  /** 收到1件,告知补正,申请人逾期未补正: the last of the outcomes told of the same requests holds. */
  private void settleAmended(Draft outcome) {
    Draft before = context.amended;
    if (before != null
        && before.sentence() == outcome.sentence()
        && before.value().compareTo(outcome.value()) == 0) {
      out.replace(before, null, "combined");
    }
    context.amended = outcome.key().equals(TOLD_TO_AMEND) ? outcome : null;
  }

  private void imply(Clause clause, FigureKey key, Draft base, Span number, double confidence) {
    if (base.value().signum() != 0) {
      Span words = passage.origin(clause.start(), clause.end());
      Draft implied = base.implies(key, out.sentence(), words, number, confidence);
      if (key.table() == FactTable.OUTCOMES) {
        settleAmended(implied);
      }
      out.figure(implied);
    }
  }
}
