package org.gongkai.extraction.prose;

import java.util.Set;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** Looks back from what follows at the figure before: it may turn out to be another, or none. */
final class Hindsight {
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private static final FigureKey CARRIED_OUT =
      FigureKey.of(FactTable.REQUESTS, "carried_out", "total");

  private final Context context;
  private final Findings out;

  Hindsight(Context context, Findings out) {
    this.context = context;
    this.out = out;
  }

  /**
   * Looks back from a figure at the one before: 累计318件,其中今年107件 shows that the first spans several
   * years, 公开94条,累计公开1103条 that the second does; 其中市本级87件,已办结85件 that the first counts what came
   * in; 解读118件,其中文字解读61件 that the second is a share.
   *
   * @return why the figure is none after all, or null
   */
  String settle(Draft draft, Set<String> own, Set<String> meanings) {
    Draft before = context.figure;
    boolean sameKey =
        before != null
            && before.sentence() == draft.sentence()
            && before.key().equals(draft.key())
            && before.unit().equals(draft.unit());
    boolean sameScope = sameKey && before.scopeWord().equals(draft.scopeWord());
    boolean among = own.contains("list:among") || Meanings.has(context.lead, "list", "among");
    if (among && sameScope && draft.key().table() == FactTable.APPEALS && own.contains("about")) {
      out.replace(before, null, "category");
      context.figure = draft;
      return null;
    }
    boolean current = meanings.contains("time:" + Times.CURRENT);
    if (sameScope
        && own.contains("accrue")
        && !context.accrued
        && before.value().compareTo(draft.value()) < 0) {
      return "cumulative";
    }
    if (own.contains("list:sum") && !among && isOutgrown(before, draft)) {
      return "cumulative";
    }
    if (sameKey && context.accrued && (among || own.contains("fresh")) && current) {
      out.replace(before, null, "cumulative");
    } else if (among && isShare(draft, before, sameKey, sameScope)) {
      return "category";
    } else if (sameScope && context.named && own.contains("act:close")) {
      out.replace(before, before.with(RECEIVED, 0.9), null);
    }
    context.figure = draft;
    context.accrued = own.contains("accrue");
    context.named = Interpreter.isOnlyScope(own);
    context.loose = !own.contains("act");
    return null;
  }

  /** 2012年公开1138条。总计公开4965条: a larger total of the same is one of several years. */
  private static boolean isOutgrown(Draft before, Draft later) {
    return before != null
        && before.sentence() == later.sentence() - 1
        && before.key().equals(later.key())
        && before.scopeWord().equals(later.scopeWord())
        && before.unit().equals(later.unit())
        && before.value().compareTo(later.value()) < 0;
  }

  /** 解读118件,其中文字解读61件; 网站发布652条,其中政务公开平台发布371条. */
  private static boolean isShare(Draft draft, Draft before, boolean sameKey, boolean sameScope) {
    boolean same =
        sameScope
            || (sameKey && draft.scopeWord().isEmpty())
            || (before != null
                && before.sentence() == draft.sentence()
                && before.key().toString().startsWith("channels(publication")
                && draft.key().toString().startsWith("disclosures(all_information")
                && before.scopeWord().equals(draft.scopeWord()));
    return same && before.value().compareTo(draft.value()) >= 0;
  }

  /** 2件申请…,将转入2015年办理: what follows shows that the requests were not received but kept. */
  void carryOver(Set<String> meanings) {
    Draft figure = context.figure;
    boolean kept =
        meanings.contains("act:carry")
            && context.loose
            && figure.key().equals(RECEIVED)
            && figure.sentence() == out.sentence();
    if (kept) {
      out.replace(figure, figure.with(CARRIED_OUT, 0.9), null);
      context.figure = null;
      context.loose = false;
    }
  }
}
