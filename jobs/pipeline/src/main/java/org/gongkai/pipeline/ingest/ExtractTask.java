package org.gongkai.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.reading.Containers;

/**
 * What one task of ingest does with its inputs: every file, or every member of an archive, becomes
 * exactly one {@link StagedInput}.
 */
final class ExtractTask implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long STACK_BYTES = 8L << 20;

  private final Extraction.Factory factory;
  private final Broadcast<ConfFiles> conf;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Broadcast<KnownInputs> known;
  private final IngestCounters counters;
  private final Duration timeout;
  private final Instant ingestedAt;
  private final String version;

  private transient ReportRows rows;
  private transient Containers containers;
  private transient Extraction extraction;

  ExtractTask(
      Extraction.Factory factory,
      Broadcast<ConfFiles> conf,
      Broadcast<SerializableConfiguration> hadoop,
      Broadcast<KnownInputs> known,
      IngestCounters counters,
      Duration timeout,
      Instant ingestedAt,
      String version) {
    this.factory = factory;
    this.conf = conf;
    this.hadoop = hadoop;
    this.known = known;
    this.counters = counters;
    this.timeout = timeout;
    this.ingestedAt = ingestedAt;
    this.version = version;
  }

  /** What becomes of some files and their members, read one by one as they are asked for. */
  Iterator<StagedInput> files(List<InputSlice> files) {
    open();
    return new Chain<>(files.iterator(), FileMembers::new);
  }

  /** What becomes of pages that came out of a Parquet table. */
  Iterator<StagedInput> pages(Iterator<RawInput> pages) {
    open();
    return new Chain<>(
        pages,
        page -> {
          counters.readPage();
          return List.of(input(page)).iterator();
        });
  }

  private void open() {
    if (extraction == null) {
      extraction = factory.open(conf.value());
      containers = new Containers(conf.value());
      rows = new ReportRows(conf.value(), extraction, ingestedAt, version);
    }
  }

  /**
   * The results of one source after the other; a source is opened once those before are used up.
   */
  private static final class Chain<S> implements Iterator<StagedInput> {
    private final Iterator<S> sources;
    private final Function<S, Iterator<StagedInput>> opening;
    private Iterator<StagedInput> current = List.<StagedInput>of().iterator();

    Chain(Iterator<S> sources, Function<S, Iterator<StagedInput>> opening) {
      this.sources = sources;
      this.opening = opening;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && sources.hasNext()) {
        current = opening.apply(sources.next());
      }
      return current.hasNext();
    }

    @Override
    public StagedInput next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }

  /** The documents in one file: itself, or the members of a container that fall to this task. */
  private final class FileMembers implements Iterator<StagedInput> {
    private final InputSlice slice;
    private final InputFile file;
    private InputStream in;
    private MemberStream members;
    private StagedInput next;

    FileMembers(InputSlice slice) {
      this.slice = slice;
      this.file = slice.file();
      try {
        if (file.problem() != null) {
          throw new IOException(file.problem());
        }
        in = open(file);
        members = new MemberStream(containers, slice, in);
        next = advance();
      } catch (IOException e) {
        IOUtils.closeStream(in);
        counters.read(slice);
        counters.reject();
        next =
            StagedInput.reject(
                file.uri(),
                null,
                "reading",
                "unreadable",
                "cannot be read ("
                    + e.getMessage()
                    + "); check that it exists and its permissions");
      }
    }

    private InputStream open(InputFile file) throws IOException {
      if (file.address() != null) {
        return Files.newInputStream(java.nio.file.Path.of(URI.create(file.address())));
      }
      Path path = new Path(file.uri());
      return path.getFileSystem(hadoop.value().value()).open(path);
    }

    /** The next result, null where there is none; closes the file at its end. */
    private StagedInput advance() {
      if (members == null) {
        return null;
      }
      if (members.hasNext()) {
        return member(members.next());
      }
      members.close();
      members = null;
      IOUtils.closeStream(in);
      counters.read(slice);
      return null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public StagedInput next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      StagedInput result = next;
      next = advance();
      return result;
    }
  }

  private StagedInput member(MemberStream.Member member) {
    if (member.problem() == null) {
      return input(member.input());
    }
    counters.reject();
    return reject(member.source(), null, member.problem());
  }

  private static StagedInput reject(String source, String sha256, RejectedException reason) {
    return StagedInput.reject(
        source, sha256, reason.stage(), reason.reasonCode(), reason.getMessage());
  }

  private StagedInput input(RawInput input) {
    String sha256 = sha256(input.bytes());
    if (known.value().holds(input.source(), sha256)) {
      return StagedInput.carried(input.source(), sha256);
    }
    StagedInput staged = extract(input, sha256);
    if (staged.outcome().status() == StagedInput.Status.REJECT) {
      counters.reject();
    }
    return staged;
  }

  private StagedInput extract(RawInput input, String sha256) {
    try {
      counters.extracting();
      ExtractedReport report = withinTime(input);
      StagedInput staged = rows.of(input.source(), sha256, report);
      counters.report(report.figures().size());
      return staged;
    } catch (RejectedException e) {
      return reject(input.source(), sha256, e);
    } catch (RuntimeException | StackOverflowError e) {
      return reject(input.source(), sha256, ProgramFailure.on("extraction", e));
    }
  }

  /**
   * Extracts on a thread of its own, which is abandoned once the time is up: no parser can be
   * trusted to notice an interruption.
   */
  private ExtractedReport withinTime(RawInput input) throws RejectedException {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(null, work, "extract " + input.source(), STACK_BYTES);
              worker.setDaemon(true);
              return worker;
            });
    Future<ExtractedReport> result = thread.submit(() -> extraction.extract(input));
    try {
      return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RejectedException(
          "extraction",
          "timeout",
          "took longer than "
              + timeout.toSeconds()
              + " s; raise gongkai.ingest.timeout-per-file or look at the file");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was cancelled", e);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } finally {
      thread.shutdownNow();
    }
  }

  private static RuntimeException rethrow(Throwable cause) throws RejectedException {
    if (cause instanceof RejectedException rejection) {
      throw rejection;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
