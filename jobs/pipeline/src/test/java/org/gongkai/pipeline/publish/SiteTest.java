package org.gongkai.pipeline.publish;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site in a browser, opened from disk the way a double click does. */
class SiteTest {
  @TempDir static Path folder;
  private static Playwright playwright;
  private static Browser browser;
  private static Path index;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void openBrowser() throws IOException {
    Optional<Path> chromium = chromium();
    assumeTrue(
        chromium.isPresent(),
        "SKIPPED: the pages were not tested, because there is no Chromium here; install chromium or"
            + " set CHROMIUM to its path");
    try (SparkSession spark = PublishedSite.spark()) {
      index = PublishedSite.publish(spark, folder);
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
  }

  private static Optional<Path> chromium() {
    return Stream.of(
            System.getenv("CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> path != null && Files.isExecutable(Path.of(path)))
        .map(Path::of)
        .findFirst();
  }

  @AfterAll
  static void closeBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void openPage() {
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1366, 768));
    page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add(error));
    page.onRequest(request -> requests.add(request.url()));
  }

  /**
   * Whatever a test did, the page must not have complained, nor asked for anything but its own
   * files.
   */
  @AfterEach
  void closePage() {
    context.close();
    assertThat(complaints).isEmpty();
    assertThat(requests)
        .allMatch(
            url -> url.startsWith("file:") || url.startsWith("data:") || url.startsWith("blob:"));
  }

  private void open(String address) {
    page.navigate(index.toUri() + "#" + address);
    page.waitForSelector("h1");
  }

  @Test
  void overviewShowsWhatIsThereAndWhatIsNot() {
    open("/");
    assertThat(page.locator(".kpi").nth(0)).containsText("53");
    assertThat(page.locator(".kpi").nth(1)).containsText("6");
    assertThat(page.locator("#reports-by-year svg")).isVisible();
    assertThat(page.locator(".heatmap")).containsText("0/4");
    page.getByText("扫描件").click();
    assertThat(page.locator("h1")).hasText("未能读取的文件");
    assertThat(page.locator("#rejects tbody tr")).hasCount(1);
    assertThat(page.locator("#rejects tbody")).containsText("file:/a/扫描.pdf");
  }

  @Test
  void trendIsBrokenWhereTheMeaningChanges() {
    open("/trend?indicator=requests_received&regions=980000");
    assertThat(page.locator("#trend-chart svg")).isVisible();
    assertThat(page.locator(".break-note")).containsText("2019");
    Object pieces =
        page.evaluate(
            "() => echarts.getInstanceByDom(document.getElementById('trend-chart')).getOption().series"
                + ".filter(s => s.data.length).map(s => [s.data[0][0], s.data.at(-1)[0]].join('-')).join()");
    assertThat(pieces).isEqualTo("2012-2018,2019-2023");
  }

  @Test
  void comparisonListsMissingRegionsApart() {
    open("/compare?indicator=requests_received&year=2022&level=county&province=980000&sort=value");
    assertThat(page.locator("#compare-table tbody tr")).hasCount(2);
    assertThat(page.locator("#missing li")).hasCount(2);
    assertThat(page.locator("#missing")).containsText("云雾县");
    assertThat(page.locator("#missing")).containsText("长渡县");
    List<String> values = page.locator("#compare-table tbody td:nth-child(3)").allTextContents();
    assertThat(values.stream().map(Integer::valueOf).toList())
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void findingsAreFilteredAndFoundAgain() {
    open("/findings");
    page.selectOption("#severity", "error");
    page.selectOption("#year", "2022");
    page.selectOption("#region", "980121");
    assertThat(page.locator("#findings tbody tr")).hasCount(1);
    assertThat(page.locator("#findings tbody")).containsText("松坪县人民政府");
    assertThat(page).hasURL(Pattern.compile("severity=error.*"));
    page.fill("#query", "没有这样的机关");
    assertThat(page.locator(".empty")).isVisible();
    assertThat(page.locator("#export")).isDisabled();
  }

  @Test
  void exportIsSafeToOpenInASpreadsheet() throws IOException {
    open("/findings?region=980221&year=2021&severity=error");
    assertThat(page.locator("#findings tbody tr")).hasCount(1);
    Download download = page.waitForDownload(() -> page.click("#export"));
    String csv = Files.readString(download.path());
    assertThat(csv).startsWith("\uFEFF");
    assertThat(csv).contains("'=cmd|' /C calc'!A0").contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
    assertThat(csv).doesNotContain(",=").doesNotContain("\"=");
  }

  @Test
  void aFigureLeadsToTheSentenceThatStatesIt() {
    open("/report/" + SnapshotFixture.id("980100", 2022));
    Locator figure = page.locator(".figure").filter(new Locator.FilterOptions().setHasText("169"));
    figure.first().click();
    assertThat(page.locator("mark")).hasText(SnapshotFixture.REQUEST_SENTENCE);
    assertThat(page.locator("mark")).isInViewport();
  }

  @Test
  void aTableRowIsHighlightedCellByCell() {
    open("/report/" + SnapshotFixture.id("980100", 2022));
    page.locator(".figure").filter(new Locator.FilterOptions().setHasText("予以公开")).click();
    assertThat(String.join(" | ", page.locator("mark").allTextContents()))
        .isEqualTo("予以公开 | 84 | 3 | 0 | 0 | 0 | 0 | 87");
  }

  @Test
  void aFindingOpensTheReportAtItsPlace() {
    open("/findings?severity=error&year=2022&region=980100");
    page.locator("#findings tbody tr a").first().click();
    assertThat(page.locator("mark").first()).isVisible();
  }

  @Test
  void hostileTextIsInert() {
    open("/report/" + SnapshotFixture.id("980221", 2021));
    assertThat(page.locator("h1")).containsText("<img src=x onerror");
    assertThat(page.locator("main img, main script")).hasCount(0);
    assertThat(page.locator("a[href^='javascript']")).hasCount(0);
    assertThat(page.evaluate("() => window.broken")).isNull();
  }

  @Test
  void languageIsSwitchedAndRemembered() {
    open("/");
    assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    page.click("#language");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.locator("#nav")).containsText("Findings");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    for (String view :
        List.of("/trend", "/compare", "/findings", "/rejects", "/reports", "/about")) {
      page.navigate(index.toUri() + "#" + view);
      assertThat(page.locator("#main")).not().hasAttribute("aria-busy", "true");
      assertThat(page.locator("h1").textContent()).matches("[\\p{ASCII}’–]+");
    }
  }

  @Test
  void everythingCanBeReachedByKeyboard() {
    open("/report/" + SnapshotFixture.id("980100", 2022));
    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    Locator figure = page.locator(".figure").first();
    for (int i = 0;
        i < 30 && !(boolean) figure.evaluate("e => e === document.activeElement");
        i++) {
      page.keyboard().press("Tab");
    }
    assertThat(figure).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("mark").first()).isVisible();
    assertThat(figure).hasAttribute("aria-pressed", "true");
  }

  @Test
  void aPhoneShowsEveryViewWithoutScrollingSideways() {
    page.setViewportSize(390, 844);
    for (String view :
        List.of(
            "/",
            "/trend",
            "/compare",
            "/findings",
            "/rejects",
            "/reports",
            "/about",
            "/report/" + SnapshotFixture.id("980100", 2022))) {
      open(view);
      assertThat(page.locator("#main")).not().hasAttribute("aria-busy", "true");
      assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
          .as(view)
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  void anUnknownReportIsNamed() {
    open("/report/nothing");
    assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("nothing");
  }
}
