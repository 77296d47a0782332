package org.gongkai.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.reading.Containers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Extracts single files without starting Spark. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = {
      "读取单个文件，输出各项数据及出处（不启动 Spark）。",
      "Extract single files, one result each and one per member of an archive, without Spark."
    })
final class ExtractCommand implements Callable<Integer> {
  /** How results are shown. */
  enum Format {
    JSON,
    TEXT
  }

  @Mixin private ConfigOption config;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "报告文件：HTML、PDF、Word、Excel、文本，或压缩包。",
        "Reports: HTML, PDF, Word, Excel, text, or archives of them."
      })
  private List<Path> files;

  @Option(
      names = "--format",
      defaultValue = "json",
      description = {
        "json：每个文件一行 JSON；text：供人阅读。默认 ${DEFAULT-VALUE}。",
        "json: a line of JSON per file; text: for reading. Default: ${DEFAULT-VALUE}."
      })
  private Format format;

  @Option(
      names = "--explain",
      description = {
        "逐一说明正文中每个数字成为哪项数据，或为何不是数据。",
        "Show for every number of the text which figure it became, or why none."
      })
  private boolean explain;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ConfFiles conf = config.files();
    ReportExtractor extractor = new ReportExtractor(conf);
    Containers containers = new Containers(conf);
    Codebook codebook = Codebook.load(conf);
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), 1 << 16));
    try (ExtractionQueue queue = new ExtractionQueue(extractor, writer(conf, codebook), out)) {
      for (Path file : files) {
        open(containers, file, queue);
      }
      queue.finish();
    }
    return 0;
  }

  private ResultWriter writer(ConfFiles conf, Codebook codebook) {
    if (explain) {
      return new ExplanationWriter(conf, codebook);
    }
    return switch (format) {
      case JSON -> new JsonLineWriter(codebook);
      case TEXT -> new ReadableWriter(codebook);
    };
  }

  /** Hands over a file, or each member of an archive. */
  private static void open(Containers containers, Path file, ExtractionQueue queue)
      throws IOException {
    String source = file.toString();
    try (InputStream in = open(file)) {
      containers.open(
          source,
          in,
          new Containers.Members() {
            @Override
            public void document(RawInput member) {
              try {
                queue.add(member);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }

            @Override
            public void reject(String member, RejectedException reason) {
              try {
                queue.add(member, reason);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    } catch (RejectedException e) {
      queue.add(source, e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static InputStream open(Path file) throws RejectedException {
    if (Files.isDirectory(file)) {
      throw new RejectedException(
          "reading", "directory", "is a folder; name its files, or use gongkai run --input");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new RejectedException(
          "reading",
          "unreadable",
          "cannot be read (" + e.getClass().getSimpleName() + "); check its name and permissions");
    }
  }
}
