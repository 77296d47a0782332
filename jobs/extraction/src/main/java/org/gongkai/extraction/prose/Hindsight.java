package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.Set;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** Looks back from what follows at the figure before: it may turn out to be another, or none. */
final class Hindsight {
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private static final FigureKey CARRIED_OUT =
      FigureKey.of(FactTable.REQUESTS, "carried_out", "total");

  private static final FigureKey CARRIED_IN =
      FigureKey.of(FactTable.REQUESTS, "carried_in", "total");

  private static final FigureKey ANSWERED = FigureKey.of(FactTable.REQUESTS, "answered", "total");

  private static final FigureKey ON_TIME =
      FigureKey.of(FactTable.REQUESTS, "closed_on_time", "total");

  private static final FigureKey EXTENDED =
      FigureKey.of(FactTable.REQUESTS, "closed_extended", "total");

  private static final FigureKey DISCLOSED =
      FigureKey.of(FactTable.DISCLOSURES, "all_information", "published");

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
        && !context.told.contains("accrue")
        && before.value().compareTo(draft.value()) < 0) {
      return "cumulative";
    }
    if (own.contains("list:sum") && !among && isOutgrown(before, draft)) {
      return "cumulative";
    }
    boolean smaller = sameKey && draft.value().compareTo(before.value()) < 0;
    boolean besideBefore = before != null && before.sentence() == draft.sentence();
    if (besideBefore && isCarriedInAmongHandled(draft, before, among)) {
      out.replace(before, null, "combined");
    } else if (besideBefore && contrastsWithOnTime(draft, before)) {
      out.replace(before, before.with(ON_TIME, 0.9), null);
    } else if (sameKey
        && context.told.contains("accrue")
        && (among || own.contains("fresh") || smaller)
        && current) {
      out.replace(before, null, "cumulative");
    } else if (among && isConsultation(before) && isConsultation(draft)) {
      out.replace(before, null, "combined");
    } else if (among && (isShare(draft, before, sameKey, sameScope) || isShareOfEarlier(draft))) {
      return "category";
    } else if (sameScope && Interpreter.isOnlyScope(context.told) && own.contains("act:close")) {
      out.replace(before, before.with(RECEIVED, 0.9), null);
    }
    context.figure = draft;
    context.told = own;
    context.meant = meanings;
    context.byKey.put(draft.key(), draft);
    return null;
  }

  /** 办理申请19件(含上年结转1件): the 19 were dealt with, but did not all come in this year. */
  private boolean isCarriedInAmongHandled(Draft draft, Draft before, boolean among) {
    return among
        && draft.key().equals(CARRIED_IN)
        && draft.value().signum() > 0
        && before.key().equals(RECEIVED)
        && context.told.contains("act:process")
        && !context.told.contains("act:receive");
  }

  /** 6件按期答复,1件延期答复: the first are those that were on time. */
  private boolean contrastsWithOnTime(Draft draft, Draft before) {
    return draft.key().equals(EXTENDED)
        && before.key().equals(ANSWERED)
        && context.meant.contains("timing:ontime");
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

  /** 培训38期,2760人次参训,其中骨干培训5期410人次. */
  private boolean isShareOfEarlier(Draft draft) {
    Draft earlier = context.byKey.get(draft.key());
    return earlier != null
        && draft.key().table() == FactTable.STAFFING
        && earlier.sentence() == draft.sentence()
        && earlier.unit().equals(draft.unit())
        && earlier.scopeWord().equals(draft.scopeWord())
        && earlier.value().compareTo(draft.value()) >= 0;
  }

  /** 接待咨询588人次,其中电话452人次: what came in all ways has no code. */
  private static boolean isConsultation(Draft draft) {
    return draft != null
        && draft.key().table() == FactTable.CHANNELS
        && draft.key().code("activity").equals("consultation");
  }

  /**
   * A share by subject shows that the number before it is one too, where that names a subject
   * (网站发布教育要闻37条、学校动态80条) or is less (社会保障公开信息2条、就业信息80条).
   */
  void subjectFollows(BigDecimal value, Unit unit) {
    Draft figure = context.figure;
    boolean subject =
        figure != null
            && figure.sentence() == out.sentence()
            && figure.unit().equals(unit.name())
            && (figure.key().equals(DISCLOSED)
                || figure.key().toString().startsWith("channels(publication"))
            && (context.bySubject
                || figure.key().equals(DISCLOSED) && figure.value().compareTo(value) < 0);
    if (subject) {
      out.replace(figure, null, "category");
      context.figure = null;
    }
  }

  /** 2件申请…,将转入2015年办理: what follows shows that the requests were not received but kept. */
  void carryOver(Set<String> meanings) {
    Draft figure = context.figure;
    boolean kept =
        meanings.contains("act:carry")
            && figure != null
            && !context.told.contains("act")
            && figure.key().equals(RECEIVED)
            && figure.sentence() == out.sentence();
    if (kept) {
      out.replace(figure, figure.with(CARRIED_OUT, 0.9), null);
      context.figure = null;
    }
  }
}
