package org.gongkai.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the site on this machine, for browsers that do not open pages from disk. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "在本机浏览器中打开生成的网页（也可直接双击 index.html）。按 Ctrl-C 结束。",
      "Serve the site to browsers on this machine; index.html also opens by double click. Ctrl-C ends."
    })
final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Option(
      names = "--site",
      paramLabel = "DIR",
      description = {"网页所在文件夹，默认 data/site。", "Folder of the site. Default: data/site."})
  private Path site;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = {
        "端口，0 为任意空闲端口，默认 ${DEFAULT-VALUE}。",
        "Port, 0 for any free one. Default: ${DEFAULT-VALUE}."
      })
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = site != null ? site : ConfigOption.home().resolve("data").resolve("site");
    try (SiteServer server = new SiteServer(folder, port)) {
      spec.commandLine().getOut().println("打开 Open: " + server.address() + "   (Ctrl-C 结束 ends)");
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
