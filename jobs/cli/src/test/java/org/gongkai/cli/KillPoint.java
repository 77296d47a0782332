package org.gongkai.cli;

/** An instant of a run: the n-th time that a method is about to begin. */
enum KillPoint {
  LOCKED("org.gongkai.pipeline.warehouse.Warehouse", "removeLeftovers", 1),
  EXTRACTING("org.gongkai.pipeline.ingest.ReportRows", "of", 2),
  TABLES_OPEN("org.gongkai.pipeline.warehouse.TableFiles", "closeFiles", 2),
  CARRYING_OVER("org.gongkai.pipeline.warehouse.Draft", "ownName", 20),
  REJECTS("org.gongkai.pipeline.ingest.DraftFiller", "addRejects", 1),
  CHECKING("org.gongkai.pipeline.check.CheckJob", "findings", 1),
  AGGREGATING("org.gongkai.pipeline.aggregate.Evaluator", "rows", 3),
  VERIFYING("org.gongkai.pipeline.warehouse.Footers", "written", 5),
  /** The manifest's file is there, and empty. */
  MANIFEST_BEGUN("com.fasterxml.jackson.databind.ObjectMapper", "writeValueAsBytes", "Manifest"),
  /** The new snapshot is complete and not yet current. */
  BEFORE_THE_SWITCH("org.gongkai.pipeline.warehouse.LinkPointer", "switchTo", 1),
  /** The new link is there, and not yet in the place of the old one. */
  IN_THE_SWITCH("java.nio.file.Files", "move", "LinkPointer"),
  AFTER_THE_SWITCH("org.gongkai.pipeline.warehouse.ViewFile", "write", 1),
  RETAINING("org.gongkai.pipeline.warehouse.Warehouse", "retain", 1),
  /** An old snapshot is about to go. */
  REMOVING("org.gongkai.pipeline.warehouse.Manifest", "remove", 1),
  PUBLISHING("org.gongkai.pipeline.publish.ReportPages", "writeOne", 2),
  BEFORE_THE_NEW_PAGE("org.gongkai.pipeline.publish.SiteStore", "replace", 1);

  private final String type;
  private final String method;
  private final int time;
  private final String caller;

  KillPoint(String type, String method, int time) {
    this(type, method, time, "");
  }

  /** The first time that a class of that simple name calls the method. */
  KillPoint(String type, String method, String caller) {
    this(type, method, 1, "." + caller);
  }

  KillPoint(String type, String method, int time, String caller) {
    this.type = type;
    this.method = method;
    this.time = time;
    this.caller = caller;
  }

  String type() {
    return type;
  }

  String method() {
    return method;
  }

  int time() {
    return time;
  }

  /** Whether the point is meant where a class calls the method. */
  boolean isIn(String callingType) {
    return callingType.endsWith(caller);
  }

  /** Whether the new snapshot is the current one by then. */
  boolean isSwitched() {
    return compareTo(IN_THE_SWITCH) > 0;
  }
}
