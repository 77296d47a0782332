"use strict";

/** The words of the page in both languages, and how numbers and dates are written. */
{
  const WORDS = {
    brand: ["政府信息公开年报数据", "Open-government report data"],
    title: ["政府信息公开年度报告数据", "Open-government-information annual reports"],
    skip: ["跳到正文", "Skip to content"],
    switch: ["English", "中文"],
    switchLabel: ["Switch to English", "切换为中文"],
    menu: ["主菜单", "Main menu"],
    loading: ["正在读取……", "Loading…"],
    loadFailed: ["数据文件无法读取：{0}。请确认整个文件夹已完整复制，然后刷新本页。", "The data file {0} could not be read. Check that the whole folder was copied, then reload this page."],
    notFound: ["没有这一页。", "There is no such page."],
    backHome: ["返回总览", "Back to the overview"],
    generated: ["生成于 {0}", "Generated {0}"],
    footer: ["数据取自各行政机关公布的政府信息公开工作年度报告；未填报的数据留空，不作零处理。", "Figures come from the annual reports published by the organs themselves. What a report does not state stays empty; it is never counted as zero."],
    none: ["—", "—"],
    all: ["全部", "All"],
    year: ["年份", "Year"],
    yearOf: ["{0}年", "{0}"],
    region: ["地区", "Region"],
    level: ["层级", "Level"],
    form: ["报告格式", "Form"],
    indicator: ["指标", "Indicator"],
    province: ["省份", "Province"],
    value: ["数值", "Value"],
    unit: ["单位", "Unit"],
    search: ["搜索", "Search"],
    show: ["查看", "Open"],
    table: ["数据表", "Data table"],
    downloadView: ["下载本页数据（CSV）", "Download this view (CSV)"],
    print: ["打印", "Print"],
    more: ["再显示 {0} 条", "Show {0} more"],
    shown: ["共 {0} 条，已显示 {1} 条", "{1} of {0} shown"],

    navOverview: ["总览", "Overview"],
    navTrend: ["趋势", "Trend"],
    navCompare: ["对比", "Comparison"],
    navFindings: ["核查问题", "Findings"],
    navReports: ["报告", "Reports"],
    navAbout: ["指标与下载", "Indicators & downloads"],

    leadOverview: ["{0} 份报告，{1} 个地区，{2}—{3} 年。每个数字都可以追溯到原文。", "{0} reports from {1} regions, {2}–{3}. Every figure leads back to the text that states it."],
    leadOverviewNoYear: ["{0} 份报告，{1} 个地区，年度不明。每个数字都可以追溯到原文。", "{0} reports from {1} regions, of no known year. Every figure leads back to the text that states it."],
    leadOverviewOne: ["{0} 份报告，{1} 个地区，{2} 年。每个数字都可以追溯到原文。", "{0} reports from {1} regions, {2}. Every figure leads back to the text that states it."],
    kpiReports: ["报告", "Reports"],
    kpiReportsNote: ["份已读取", "read"],
    kpiRegions: ["地区", "Regions"],
    kpiRegionsNote: ["个有报告", "with a report"],
    kpiFigures: ["数据", "Figures"],
    kpiFiguresNote: ["条，均有出处", "each with its evidence"],
    kpiFindings: ["待核查", "To check"],
    kpiFindingsNote: ["{0} 项错误，{1} 项提醒", "{0} errors, {1} warnings"],
    kpiRejects: ["未能读取", "Not readable"],
    kpiRejectsNote: ["份文件，原因见下", "files, reasons below"],
    byYear: ["各年报告数量与格式", "Reports by year and form"],
    byYearNote: ["官方格式于 2014、2019、2021 数据年度更换，更换前后的数据并不都可比。", "The official form changed with data years 2014, 2019 and 2021; figures from before and after are not always comparable."],
    byYearTable: ["各年报告数量", "Number of reports by year"],
    coverage: ["覆盖情况", "Coverage"],
    coverageNote: ["有报告的地区数／应有地区数。颜色越深，覆盖越全。", "Regions with a report of all regions known. The deeper the shade, the fuller the coverage."],
    quality: ["数据质量", "Data quality"],
    qualityClean: ["{0} 份报告没有发现错误或提醒", "{0} reports have neither errors nor warnings"],
    qualityShare: ["占 {0}", "{0} of all"],
    topRules: ["最常见的问题", "Most frequent findings"],
    rejects: ["未能读取的文件", "Files that could not be read"],
    leadRejects: ["这些文件没有成为报告。改好后重新放入，再运行一次即可。", "These files gave no report. Mend them, put them back and run again."],
    exportRejects: ["导出清单（CSV）", "Export this list (CSV)"],
    rejectsEmpty: ["没有符合条件的文件。", "No file matches."],
    searchRejects: ["搜索文件名", "Search for a file name"],
    file: ["文件", "File"],
    detail: ["详情", "Details"],
    reason: ["原因", "Reason"],
    files: ["文件数", "Files"],
    reportCount: ["报告数", "Reports"],
    repairs: ["文字修复", "Repairs"],
    repairedReports: ["{0} 份报告的文字经过修复", "The text of {0} reports was mended"],
    noRejects: ["全部文件都已读取。", "Every file was read."],
    noFindingsAtAll: ["没有发现问题。", "No findings."],
    rejectedSite: ["没有一份文件能作为报告读取，原因见下。", "None of the files could be read as a report; the reasons are below."],
    emptySite: ["还没有报告。请先运行 gongkai run 读取报告，再打开本页。", "There are no reports yet. Run gongkai run on a folder of reports, then open this page again."],

    leadTrend: ["一个指标在各年的变化。竖线表示口径变化，线两侧不连、不平滑。", "One indicator over the years. A vertical line marks a change of meaning; lines do not cross it and are not smoothed."],
    addRegion: ["添加地区（输入名称）", "Add a region (type its name)"],
    removeRegion: ["移除{0}", "Remove {0}"],
    maxRegions: ["最多同时显示 {0} 个地区。", "At most {0} regions at once."],
    noSuchRegion: ["没有这个地区。", "No such region."],
    trendBreak: ["{0}年起口径变化", "Changed in {0}"],
    trendBreakNote: ["口径从 {0} 年起变化，之前的数字不能与之后直接比较。", "The meaning changed in {0}; figures from before must not be compared directly with those after."],
    territoryNote: ["{0}的辖区在 {1} 年有变动，前后不连线。", "The territory of {0} changed in {1}; the line breaks there."],
    trendEmpty: ["所选地区没有这一指标的数据。换一个指标或地区试试。", "The chosen regions state nothing for this indicator. Try another indicator or region."],
    chartTrend: ["折线图：{0}，{1}", "Line chart: {0}, {1}"],
    missingYear: ["缺", "missing"],

    leadCompare: ["同一层级各地区在同一年的比较。没有数据的地区单独列出，不按零计。", "Regions of one level in one year. Regions without a figure are listed apart, not counted as zero."],
    sort: ["排序", "Sort by"],
    sortValue: ["数值从高到低", "highest first"],
    sortValueUp: ["数值从低到高", "lowest first"],
    sortCode: ["行政区划代码", "division code"],
    rank: ["位次", "Rank"],
    numerator: ["分子", "Numerator"],
    denominator: ["分母", "Denominator"],
    missing: ["没有数据的地区（{0}）", "Regions without data ({0})"],
    missingNone: ["所有地区都有数据。", "Every region has a figure."],
    missingReport: ["有报告，未填此项", "has a report, states no such figure"],
    missingNoReport: ["没有报告", "no report"],
    median: ["中位数 {0}", "Median {0}"],
    chartCompare: ["条形图：{0}，{1}年", "Bar chart: {0}, {1}"],
    compareEmpty: ["这一年、这一层级没有这一指标的数据。", "No figures for this indicator, year and level."],
    allRegions: ["全部地区", "all regions"],

    leadFindings: ["报告自身数字之间的矛盾，以及未能完整读取之处。可筛选后导出，退回填报单位核对。", "Where a report contradicts itself or could not be read completely. Filter, export, and send back to the organ."],
    severity: ["程度", "Severity"],
    error: ["错误", "error"],
    warning: ["提醒", "warning"],
    info: ["说明", "info"],
    rule: ["规则", "Rule"],
    publisher: ["发布机关", "Organ"],
    message: ["问题", "Finding"],
    stated: ["填报", "Stated"],
    expected: ["应为", "Expected"],
    difference: ["相差", "Difference"],
    exportFindings: ["导出筛选结果（CSV）", "Export these findings (CSV)"],
    findingsEmpty: ["没有符合条件的问题。", "No findings match."],
    searchFindings: ["搜索机关、地区或问题", "Search organ, region or finding"],
    reset: ["清除筛选", "Clear filters"],
    reportId: ["报告编号", "Report id"],

    leadReports: ["按机关、地区、年份查找报告，打开后可看到每个数字在原文中的位置。", "Find a report by organ, region or year, and see where in its text each figure stands."],
    searchReports: ["搜索机关或地区", "Search organ or region"],
    reportsEmpty: ["没有符合条件的报告。", "No reports match."],
    figureCount: ["数据条数", "Figures"],
    findingCount: ["问题", "Findings"],

    reportMissing: ["没有这份报告：{0}", "There is no such report: {0}"],
    allReports: ["全部报告", "All reports"],
    period: ["期间", "Period"],
    published: ["发布日期", "Published"],
    docNumber: ["发文字号", "Document number"],
    indexNumber: ["索引号", "Index number"],
    docType: ["文件类型", "Document"],
    source: ["原始文件", "Original file"],
    openSource: ["打开原网页", "Open the original page"],
    sha: ["校验值", "SHA-256"],
    figures: ["数据", "Figures"],
    figuresHint: ["点击数字，在右侧原文中查看出处。", "Click a figure to see where the text states it."],
    text: ["原文", "Text"],
    noFigures: ["这份报告没有填报可以收录的数据。", "This report states none of the figures collected here."],
    noFindings: ["没有发现问题。", "No findings."],
    noText: ["这份报告没有文字。", "This report has no text."],
    backToFigures: ["回到数据", "Back to the figures"],
    confidence: ["可信度 {0}", "confidence {0}"],
    evidence: ["出处", "Evidence"],
    showEvidence: ["查看出处", "Show in text"],
    mended: ["已修复", "Mended"],
    untouched: ["原文完好，未作修复", "nothing had to be mended"],

    leadAbout: ["每个指标怎样计算，数据从哪里来，怎样下载使用。", "How each indicator is computed, where the figures come from, and how to take them with you."],
    indicators: ["指标", "Indicators"],
    formula: ["计算方法", "Formula"],
    comparableSince: ["可比起始年", "Comparable since"],
    summable: ["可否相加", "May be summed"],
    yes: ["可", "yes"],
    no: ["不可", "no"],
    downloads: ["下载", "Downloads"],
    downloadFindings: ["全部核查问题", "All findings"],
    downloadIndicators: ["全部指标数值", "All indicator values"],
    downloadNote: ["CSV 文件，可直接用 Excel 或 WPS 打开。", "CSV, opens directly in Excel or WPS."],
    formsTitle: ["报告格式", "Forms"],
    formYears: ["适用年份", "Data years"],
    howTo: ["阅读说明", "How to read the figures"],
    how1: ["报告没有填写的数据没有数值，不是零；报告写明“0”“未收到”“无”的，才记为零。", "A figure that a report does not state has no value; it is zero only where the report says 0, none or not received."],
    how2: ["不改动报告填报的数字。合计与分项不符的，列入“核查问题”。", "Printed figures are never changed. Where a total does not fit its parts, that is a finding."],
    how3: ["每条数据都带有出处和可信度（0 到 1）。可信度 0.9 表示十条中约有九条读取正确。", "Each figure has its evidence and a confidence from 0 to 1: of figures at 0.9, about nine in ten were read right."],
    how4: ["官方格式更换后，同名指标的含义可能不同。趋势图在口径变化处断开。", "When the official form changes, the same name may mean something else. Trend lines break there."],
    licence: ["图表使用 Apache ECharts（Apache-2.0 许可）。", "Charts by Apache ECharts (Apache-2.0)."],
    licenceText: ["许可文本", "Licence"],

    of: ["·", " · "],
    comma: ["、", ", "],
    every: ["各项{0}", "every kind of {0}"],
    ifStated: ["（如有）", " (if stated)"],
    orElse: ["；无此数时用", "; failing that, "],
    brackets: ["（{0}）", "({0})"],
    formOf: ["{0}年格式", "form of {0}"],
    formProse: ["文字报告（无统计表）", "prose without a form"],
    basis: ["数据来源", "Basis"],
    basis_reported: ["本级政府报告", "the region's own report"],
    basis_sum_of_prefectures: ["所辖市州报告汇总", "sum over its prefectures"],
    basis_sum_of_counties: ["所辖县区报告汇总", "sum over its counties"],

    tableRequests: ["收到和处理申请", "Requests"],
    tableOutcomes: ["办理结果", "Outcomes"],
    tableChannels: ["渠道", "Channels"],
    tableStaffing: ["机构、人员与经费", "Staff and means"],
    tableDisclosures: ["主动公开", "Proactive disclosure"],
    tableAppeals: ["复议、诉讼与投诉", "Appeals"],
    tableFees: ["收费与减免", "Fees"],

    level_national: ["国家", "national"],
    level_province: ["省级", "province"],
    level_prefecture: ["地市级", "prefecture"],
    level_county: ["县级", "county"],
    level_township: ["乡镇街道", "township"],
    scope_whole: ["全部", "whole"],
    scope_own: ["本级", "own"],
    scope_subordinate: ["下属", "subordinate"],
    scope_grassroots: ["乡镇街道", "grassroots"],
    kind_table: ["表格", "table"],
    kind_prose: ["文字", "prose"],
    kind_derived: ["推断", "derived"],
    precision_exact: ["", ""],
    precision_at_least: ["以上", "or more"],
    precision_approximate: ["约", "about"],
    doc_annual_report: ["年度报告", "annual report"],
    doc_self_assessment: ["自查报告", "self-assessment"],
    doc_interim_summary: ["半年／季度总结", "interim summary"],
    doc_other: ["其他文件", "other document"],
    reject_empty_file: ["空文件", "empty file"],
    reject_needs_ocr: ["扫描件，需先文字识别（OCR）", "scanned, needs OCR first"],
    reject_no_text: ["没有文字", "no text in it"],
    reject_binary_noise: ["无法识别的内容", "not a document"],
    reject_too_large: ["文件过大", "too large"],
    reject_too_many_pages: ["页数过多", "too many pages"],
    reject_too_many_parts: ["内容过多", "too many parts"],
    reject_too_deep: ["嵌套过深", "nested too deep"],
    reject_encrypted: ["需要密码", "needs a password"],
    reject_unsupported_type: ["不支持的格式", "format not read"],
    reject_corrupt_file: ["文件损坏", "damaged file"],
    reject_archive_bomb: ["压缩包异常膨胀", "archive expands beyond measure"],
    reject_unreadable: ["无法打开", "cannot be opened"],
    reject_duplicate: ["与另一文件完全相同", "same as another file"],
    reject_internal_error: ["程序出错，请反馈", "the program failed, please report it"],
    reject_timeout: ["读取超时", "took too long"],
    repair_gbk_shift: ["编码错位", "shifted GBK bytes"],
    repair_pinyin_annotation: ["夹注拼音", "pinyin annotations"],
    repair_traditional: ["繁体字", "traditional characters"],
    repair_charset: ["字符集", "wrong charset"],
    repair_width: ["全角半角与不可见字符", "width and invisible characters"],
  };

  const KEY = "gongkai.language";

  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // Some browsers refuse storage to pages opened from disk: the choice then lasts for this visit.
      return null;
    }
  };

  gongkai.language = remembered() === "en" ? "en" : "zh";

  /** Switches the language and remembers it. */
  gongkai.switchLanguage = () => {
    gongkai.language = gongkai.language === "zh" ? "en" : "zh";
    try {
      localStorage.setItem(KEY, gongkai.language);
    } catch {
      // As above.
    }
  };

  /** The one of two texts that is in the language of the page; the other one where it is empty. */
  gongkai.pick = (zh, en) => (gongkai.language === "zh" ? zh || en : en || zh);

  /**
   * A text of the page.
   * @param {string} key
   * @param {...(string|number)} values for {0}, {1} …
   */
  gongkai.t = (key, ...values) => {
    const pair = WORDS[key];
    if (!pair) {
      throw new Error(`no words for ${key}`);
    }
    return gongkai.pick(...pair).replace(/\{(\d)\}/g, (whole, index) => values[index] ?? "");
  };

  /** The word for a code of a closed list such as level or scope; the code itself where there is none. */
  gongkai.word = (prefix, code) => (WORDS[`${prefix}_${code}`] ? gongkai.pick(...WORDS[`${prefix}_${code}`]) : code ?? "");

  const locale = () => (gongkai.language === "zh" ? "zh-CN" : "en-GB");

  /** A number with thousands separators and at most the given decimals; a dash where there is none. */
  gongkai.number = (value, decimals = 2) =>
    value === null || value === undefined ? gongkai.t("none") : value.toLocaleString(locale(), { maximumFractionDigits: decimals });

  /** A share of 0 to 1 as a percentage. */
  gongkai.percent = (share, decimals = 0) =>
    share.toLocaleString(locale(), { style: "percent", maximumFractionDigits: decimals });
}
