package org.gongkai.pipeline;

/** Hears how far a run is. */
public interface RunListener {
  /** A step begins. */
  void begins(Step step);

  /**
   * Reading goes on.
   *
   * @param done inputs dealt with
   * @param total inputs listed; members of archives come on top
   * @param share part of the bytes dealt with, 0 to 1
   * @param reports reports so far
   * @param rejects rejects so far
   * @param figures figures so far
   */
  void reads(long done, long total, double share, long reports, long rejects, long figures);

  /** The steps of a run, in order. */
  enum Step {
    START("启动 Spark", "starting Spark"),
    INGEST("读取报告", "reading reports"),
    CHECK("核对", "checking"),
    AGGREGATE("汇总指标", "building indicators"),
    VERIFY("校验快照", "verifying the snapshot"),
    PUBLISH("生成网页", "building the page");

    private final String zh;
    private final String en;

    Step(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    public String zh() {
      return zh;
    }

    public String en() {
      return en;
    }
  }
}
