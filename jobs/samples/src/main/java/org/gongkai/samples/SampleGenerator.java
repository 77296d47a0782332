package org.gongkai.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfFiles;

/**
 * Writes the reports of {@code data/samples}: a fictional province over the years, and the figures
 * of five published reports in other words. The same code gives the same bytes each time.
 */
public final class SampleGenerator {
  private static final Charset GBK = Charset.forName("GBK");
  private static final Set<Character> ANNOTATED =
      "數據發規統內經調監環態區現節續網鎮協創業".chars().mapToObj(c -> (char) c).collect(Collectors.toSet());

  private static final Publisher PROVINCE =
      new Publisher("980000", "示范省", "示范省人民政府", "government", "province", "全省", 260);
  private static final Publisher YUNCHUAN =
      new Publisher("980100", "云川市", "云川市人民政府", "government", "prefecture", "全市", 90);
  private static final Publisher HEYUAN =
      new Publisher("980200", "河原市", "河原市人民政府", "government", "prefecture", "全市", 60);
  private static final Publisher LINHAI =
      new Publisher("980300", "林海市", "林海市人民政府", "government", "prefecture", "全市", 35);
  private static final Publisher QINGSHI =
      new Publisher("980102", "青石区", "青石区人民政府", "government", "county", "全区", 24);
  private static final Publisher SONGPING =
      new Publisher("980121", "松坪县", "松坪县人民政府", "government", "county", "全县", 12);
  private static final Publisher BAISHUI =
      new Publisher("980122", "白溪县", "白溪县人民政府", "government", "county", "全县", 8);
  private static final Publisher LINHE =
      new Publisher("980202", "临滨区", "临滨区人民政府", "government", "county", "全区", 18);
  private static final Publisher SHIQIAO =
      new Publisher("980221", "石桥县", "石桥县人民政府", "government", "county", "全县", 10);
  private static final Publisher NANLING =
      new Publisher("980302", "南岭区", "南岭区人民政府", "government", "county", "全区", 11);
  private static final Publisher WANGJIANG =
      new Publisher("980321", "望溪县", "望溪县人民政府", "government", "county", "全县", 7);
  private static final Publisher EDUCATION =
      new Publisher("980100", "云川市", "云川市教育局", "department", "prefecture", "本机关", 6);
  private static final Publisher HOUSING =
      new Publisher("980000", "示范省", "示范省住房和城乡建设厅", "department", "province", "本机关", 20);
  private static final Publisher TOWN =
      new Publisher("980121", "松坪县", "松坪县河口镇人民政府", "township", "township", "本机关", 2);

  private final FormTables tables;
  private final Narrative narrative = new Narrative();
  private final Map<Publisher, SortedMap<Integer, YearFigures>> years = new HashMap<>();
  private final List<SampleReport> reports = new ArrayList<>();

  private SampleGenerator(ConfFiles conf) {
    tables = new FormTables(conf);
  }

  /**
   * Writes all samples and their manifest.
   *
   * @param args the project's root folder; the current one without
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length > 0 ? args[0] : ".");
    Path folder = root.resolve("data/samples");
    for (Map.Entry<String, byte[]> file :
        generate(ConfFiles.load(root.resolve("conf"))).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /**
   * All files by their path below {@code data/samples}, the manifest included.
   *
   * @throws IOException if a resource of this jar cannot be read
   */
  public static Map<String, byte[]> generate(ConfFiles conf) throws IOException {
    SampleGenerator generator = new SampleGenerator(conf);
    generator.series();
    generator.damaged();
    generator.inconsistent();
    generator.known();
    generator.notReports();
    Map<String, byte[]> files = new java.util.TreeMap<>();
    generator.reports.forEach(report -> files.put(report.file(), report.bytes()));
    files.put("manifest.csv", generator.manifest());
    return files;
  }

  private void series() {
    for (int year = Simulation.FIRST_YEAR; year <= Simulation.LAST_YEAR; year++) {
      html(PROVINCE, year, "the province in every year");
      if (year % 3 == 0) {
        flattened(YUNCHUAN, year, Grid::cellLines, "one cell a line");
      } else {
        html(YUNCHUAN, year, "a prefecture in every year");
      }
    }
    for (int year : new int[] {2014, 2017, 2019, 2021, 2022, 2024}) {
      flattened(HEYUAN, year, Grid::rowLines, "one table row a line");
    }
    for (int year : new int[] {2018, 2020, 2023, 2025}) {
      html(LINHAI, year, "a prefecture in some years");
    }
    for (int year : new int[] {2020, 2021, 2022, 2023}) {
      html(QINGSHI, year, "a county; what is carried over fits from year to year");
    }
    word(SONGPING, 2024);
    word(LINHE, 2020);
    html(BAISHUI, 2022, "a small county");
    html(WANGJIANG, 2025, "a small county");
    html(EDUCATION, 2023, "a department");
    html(HOUSING, 2019, "a department of the province");
    flattened(TOWN, 2021, Grid::rowLines, "a township");
  }

  private void damaged() {
    text(
        SHIQIAO,
        2016,
        Grid::rowLines,
        SampleGenerator::hijacked,
        "byte shift, pinyin, Traditional");
    text(NANLING, 2015, Grid::rowLines, Damage::traditional, "Traditional characters");
    text(LINHE, 2017, Grid::rowLines, Damage::fullWidth, "full-width digits and letters");
    text(SONGPING, 2018, Grid::cellLines, Damage::utf8AsWestern, "UTF-8 read as windows-1252");
    Page page = page(NANLING, 2022, Grid::html);
    add(
        NANLING,
        2022,
        name(NANLING, 2022) + "-gbk.html",
        htmlPage(page, "gb2312").getBytes(GBK),
        "GBK page");
    add(
        NANLING,
        2023,
        name(NANLING, 2023) + "-wrong-charset.html",
        htmlPage(page(NANLING, 2023, Grid::html), "utf-8").getBytes(GBK),
        "GBK page that declares UTF-8");
  }

  private static String hijacked(String text) {
    return Damage.byteShift(
        Damage.pinyin(Damage.traditional(text.replace("\n（", "\n　（")), ANNOTATED));
  }

  private void inconsistent() {
    YearFigures figures = figures(BAISHUI, 2023);
    for (String applicant : List.of("natural_person", "total")) {
      figures.add("total/" + applicant, 1);
      figures.add("received/" + applicant, 1);
    }
    html(BAISHUI, 2023, "planted: the total of outcomes is one more than its parts");
    YearFigures old = figures(WANGJIANG, 2016);
    old.add("staff_total", 40);
    html(WANGJIANG, 2016, "planted: staff is more than full-time and part-time together");
    YearFigures carried = figures(QINGSHI, 2024);
    for (String applicant : List.of("natural_person", "total")) {
      carried.add("carried_in/" + applicant, 2);
      carried.add("received/" + applicant, -2);
    }
    html(QINGSHI, 2024, "planted: what is carried in is not what 2023 carried out");
  }

  private void known() throws IOException {
    List<CSVRecord> rows = csv("known_figures.csv");
    known("jilin_2014", "self_assessment", "吉林市人民政府", "220200", "2014", "prose", text -> text);
    known("luan_2021h1", "interim_summary", "六安市人民政府", "341500", "2021", "prose", text -> text);
    known("altay_2017", "annual_report", "阿勒泰地区行政公署", "654300", "2017", "prose", text -> text);
    YearFigures erdao = knownFigures(rows, "erdao-2022");
    known(
        "erdao_2022",
        "annual_report",
        "二道区人民政府",
        "220105",
        "2022",
        "form_2021",
        text ->
            text.replace("{disclosure}\n", tables.disclosure("form_2021", erdao).cellLines())
                .replace("{requests}\n", tables.requests("form_2021", erdao).cellLines())
                .replace("{appeals}\n", tables.appeals("form_2021", erdao).cellLines()));
    YearFigures zhashui = knownFigures(rows, "zhashui-2018");
    known(
        "zhashui_2018",
        "annual_report",
        "柞水县人民政府",
        "611026",
        "2018",
        "form_2014",
        text -> hijacked(text.replace("{statistics}\n", tables.statistics(zhashui).rowLines())));
  }

  private void known(
      String name,
      String docType,
      String publisher,
      String code,
      String year,
      String form,
      UnaryOperator<String> fill)
      throws IOException {
    String text =
        fill.apply(new String(resource("known_" + name + ".txt"), StandardCharsets.UTF_8));
    reports.add(
        new SampleReport(
            "known/" + name.replace('_', '-') + ".txt",
            utf8(text),
            "the figures of a published report in other words",
            docType,
            publisher,
            code,
            year,
            form,
            ""));
  }

  private static YearFigures knownFigures(List<CSVRecord> rows, String report) {
    YearFigures figures = new YearFigures(2018);
    for (CSVRecord row : rows) {
      if (row.get("report").equals(report)) {
        figures.put(knownCode(row.get("row"), row.get("column")), row.get("value"));
      }
    }
    return figures;
  }

  /** Appeals stand under the codes of their columns in the form. */
  private static String knownCode(String row, String column) {
    return switch (row) {
      case "reconsideration" -> "review_" + column;
      case "litigation_direct" -> "suit_direct_" + column;
      case "litigation_after_reconsideration" -> "suit_after_review_" + column;
      default -> column.isEmpty() ? row : row + "/" + column;
    };
  }

  private void notReports() {
    other(
        "notice.txt",
        utf8(
            """
            云川市人民政府办公室关于做好2024年度政府信息公开工作年度报告编制工作的通知
            各县(区)人民政府,市直各部门:
            请于2025年1月15日前将年度报告报送市政府办公室。2023年全市共收到申请300余件,请认真核对数据。
            联系电话:0980-8123456
            """),
        "a notice about reports, not a report",
        "other");
    other(
        "list.html",
        utf8(
            """
            <!DOCTYPE html><html><head><meta charset="utf-8"><title>年度报告列表</title></head><body>
            <h1>政府信息公开年度报告</h1><ul>
            <li><a href="2023.html">示范省人民政府2023年政府信息公开工作年度报告</a> 2024-01-30</li>
            <li><a href="2022.html">示范省人民政府2022年政府信息公开工作年度报告</a> 2023-01-29</li>
            </ul></body></html>
            """),
        "a page of links",
        "other");
    other("empty.txt", new byte[0], "an empty file", "reject");
    byte[] noise = new byte[4096];
    new Random(4096).nextBytes(noise);
    other("noise.bin", noise, "binary noise", "reject");
  }

  private void other(String file, byte[] bytes, String shows, String docType) {
    reports.add(new SampleReport("others/" + file, bytes, shows, docType, "", "", "", "", ""));
  }

  /** A report as a title and blocks of text, tables among them. */
  private record Page(String title, List<String> blocks) {}

  private YearFigures figures(Publisher publisher, int year) {
    return years.computeIfAbsent(publisher, p -> new Simulation(p).run()).get(year);
  }

  private static String form(int year) {
    if (year < 2014) {
      return "prose";
    }
    return year < 2019 ? "form_2014" : year < 2021 ? "form_2019" : "form_2021";
  }

  private Page page(Publisher publisher, int year, Function<Grid, String> print) {
    YearFigures figures = figures(publisher, year);
    YearFigures before = figures(publisher, Math.max(Simulation.FIRST_YEAR, year - 1));
    String form = form(year);
    List<String> blocks = new ArrayList<>();
    UnaryOperator<String> say = kind -> narrative.phrase(kind, publisher, figures, before);
    blocks.add(say.apply("opening"));
    if (year < 2019) {
      blocks.addAll(
          List.of(
              "一、概述",
              say.apply("prose_overview"),
              "二、主动公开政府信息情况",
              say.apply("prose_publish"),
              "三、依申请公开政府信息情况",
              say.apply("prose_requests"),
              "四、收费和减免情况",
              say.apply("prose_fees"),
              "五、行政复议和行政诉讼情况",
              say.apply("prose_appeals"),
              "六、存在的主要问题和改进措施",
              say.apply("problems"),
              say.apply("plans")));
      if (form.equals("form_2014")) {
        blocks.addAll(
            List.of(
                "政府信息公开情况统计表",
                "（" + year + "年度）",
                "填报单位（盖章）：" + publisher.name() + "办公室",
                print.apply(tables.statistics(figures))));
      }
    } else {
      blocks.addAll(
          List.of(
              "一、总体情况",
              "（一）主动公开情况。" + say.apply("publish"),
              "（二）依申请公开情况。" + say.apply("requests"),
              "（三）政府信息管理情况。" + say.apply("manage"),
              "（四）平台建设情况。" + say.apply("platform"),
              "（五）监督保障情况。" + say.apply("supervise"),
              "二、主动公开政府信息情况",
              print.apply(tables.disclosure(form, figures)),
              "三、收到和处理政府信息公开申请情况",
              print.apply(tables.requests(form, figures)),
              "四、政府信息公开行政复议、行政诉讼情况",
              print.apply(tables.appeals(form, figures)),
              "五、存在的主要问题及改进情况",
              say.apply("problems"),
              say.apply("plans"),
              "六、其他需要报告的事项",
              say.apply("other")));
    }
    return new Page(publisher.name() + year + "年政府信息公开工作年度报告", blocks);
  }

  private void html(Publisher publisher, int year, String shows) {
    add(
        publisher,
        year,
        name(publisher, year) + ".html",
        utf8(htmlPage(page(publisher, year, Grid::html), "utf-8")),
        shows);
  }

  private static String htmlPage(Page page, String charset) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"");
    html.append(charset).append("\">\n<title>").append(page.title()).append("</title>\n</head>\n");
    html.append(
        "<body>\n<div class=\"nav\"><a href=\"/\">首页</a> <a href=\"/zwgk\">政务公开</a></div>\n");
    html.append("<h1>").append(page.title()).append("</h1>\n");
    for (String block : page.blocks()) {
      html.append(block.startsWith("<table") ? block : "<p>" + block + "</p>\n");
    }
    return html.append("<div class=\"footer\">版权所有 网站地图</div>\n</body>\n</html>\n").toString();
  }

  private void flattened(
      Publisher publisher, int year, Function<Grid, String> print, String shows) {
    text(publisher, year, print, text -> text, shows);
  }

  private void text(
      Publisher publisher,
      int year,
      Function<Grid, String> print,
      UnaryOperator<String> damage,
      String shows) {
    Page page = page(publisher, year, print);
    StringBuilder text = new StringBuilder(page.title()).append('\n');
    page.blocks().forEach(block -> text.append(block).append(block.endsWith("\n") ? "" : "\n"));
    add(
        publisher,
        year,
        name(publisher, year) + ".txt",
        utf8(damage.apply(text.toString())),
        shows);
  }

  private void word(Publisher publisher, int year) {
    Docx docx = new Docx();
    YearFigures figures = figures(publisher, year);
    String form = form(year);
    Page page = page(publisher, year, grid -> "");
    docx.paragraph(page.title());
    for (String block : page.blocks()) {
      if (!block.isEmpty()) {
        docx.paragraph(block);
      }
      switch (block) {
        case "二、主动公开政府信息情况" -> docx.table(tables.disclosure(form, figures));
        case "三、收到和处理政府信息公开申请情况" -> docx.table(tables.requests(form, figures));
        case "四、政府信息公开行政复议、行政诉讼情况" -> docx.table(tables.appeals(form, figures));
        default -> {}
      }
    }
    add(publisher, year, name(publisher, year) + ".docx", docx.bytes(), "Word");
  }

  private static String name(Publisher publisher, int year) {
    return publisher.code() + "-" + publisher.kind() + "-" + year;
  }

  private void add(Publisher publisher, int year, String file, byte[] bytes, String shows) {
    YearFigures figures = figures(publisher, year);
    String key =
        year < 2019
            ? "requests.received=" + figures.printed("received")
            : "requests.received="
                + figures.printed("received/total")
                + " requests.carried_out="
                + figures.printed("carried_out/total")
                + " outcomes.granted="
                + figures.printed("granted/total");
    reports.add(
        new SampleReport(
            "province/" + file,
            bytes,
            shows,
            "annual_report",
            publisher.name(),
            publisher.code(),
            String.valueOf(year),
            form(year),
            key));
  }

  private byte[] manifest() {
    StringBuilder csv =
        new StringBuilder(
            "file,shows,doc_type,publisher_name,region_code,report_year,form,key_figures\n");
    for (SampleReport report : reports) {
      csv.append(
          String.join(
              ",",
              report.file(),
              '"' + report.shows() + '"',
              report.docType(),
              report.publisher(),
              report.regionCode(),
              report.year(),
              report.form(),
              report.keyFigures()));
      csv.append('\n');
    }
    return utf8(csv.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<CSVRecord> csv(String name) throws IOException {
    try (CSVParser parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get()
            .parse(new java.io.StringReader(new String(resource(name), StandardCharsets.UTF_8)))) {
      return parser.getRecords();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SampleGenerator.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this jar has no " + name);
      }
      return in.readAllBytes();
    }
  }
}
