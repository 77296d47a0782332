package org.gongkai.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small reports of one city. */
final class TestReports {
  static final String TEXT =
      """
      云川市人民政府%d年政府信息公开工作年度报告
      本报告所列数据的统计期限从%d年1月1日起至%d年12月31日止。
      一、概述
      全年政府信息公开工作平稳有序。
      二、主动公开政府信息情况
      全年主动公开政府信息%d条。
      三、依申请公开政府信息办理情况
      全年共收到政府信息公开申请%d件，均已答复。
      """;

  private TestReports() {}

  static String of(int year, int requests) {
    return TEXT.formatted(year, year, year, 500 + requests, requests);
  }

  static void write(Path file, int year, int requests) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, of(year, requests));
  }
}
