package org.gongkai.pipeline.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.reading.Containers;

/**
 * The documents of a file, or of a part of its members, as an iterator, so that no more than a few
 * members of a large archive are held in memory. A thread of its own unpacks an archive ahead; it
 * ends when the stream is closed.
 */
final class MemberStream implements Iterator<MemberStream.Member>, AutoCloseable {
  /** Enough for a file that is a document: it gives one turn, perhaps a failure, and the end. */
  private static final int AHEAD = 3;

  /**
   * One member: a document, or the reason why it cannot be read.
   *
   * @param source where it stands
   * @param input the document, or null
   * @param problem the reason, or null
   */
  record Member(String source, RawInput input, RejectedException problem) {}

  private record Turn(Member member, Throwable failure) {}

  /** Thrown through the unpacking once nobody wants its members any more. */
  private static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final BlockingQueue<Turn> turns = new ArrayBlockingQueue<>(AHEAD);
  private final InputSlice slice;

  /** Null where the file is a document. */
  private final Thread unpacking;

  private long members;
  private Turn next;

  /**
   * Begins with a file.
   *
   * @throws IOException if it cannot be read
   */
  MemberStream(Containers containers, InputSlice slice, InputStream in) throws IOException {
    this.slice = slice;
    String source = slice.file().uri();
    InputStream buffered = new BufferedInputStream(in);
    Runnable unpack = () -> unpack(containers, source, buffered);
    if (Containers.isContainer(source, buffered)) {
      unpacking = new Thread(unpack, "unpack " + source);
      unpacking.setDaemon(true);
      unpacking.start();
    } else {
      unpacking = null;
      unpack.run();
    }
  }

  private void unpack(Containers containers, String source, InputStream in) {
    Throwable failure = null;
    try {
      containers.open(
          source,
          in,
          new Containers.Members() {
            @Override
            public void document(RawInput member) {
              if (slice.takes(member.source(), members++)) {
                put(new Turn(new Member(member.source(), member, null), null));
              }
            }

            @Override
            public void reject(String member, RejectedException reason) {
              // What is wrong with the archive itself, each of its parts says: only some may meet
              // it.
              if (member.equals(source) || slice.takes(member, members++)) {
                put(new Turn(new Member(member, null, reason), null));
              }
            }
          });
    } catch (ClosedException e) {
      return;
    } catch (RuntimeException | StackOverflowError e) {
      put(new Turn(new Member(source, null, ProgramFailure.on("reading", e)), null));
    } catch (Error e) {
      failure = e;
    }
    put(new Turn(null, failure));
  }

  private void put(Turn turn) {
    try {
      turns.put(turn);
    } catch (InterruptedException e) {
      throw new ClosedException();
    }
  }

  /**
   * Whether there is a further member.
   *
   * @throws IllegalStateException if the program failed while unpacking
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = turns.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task was cancelled", e);
      }
      if (next.failure() != null) {
        throw new IllegalStateException(
            "unpacking " + slice.file().uri() + " failed", next.failure());
      }
    }
    return next.member() != null;
  }

  @Override
  public Member next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Member member = next.member();
    next = null;
    return member;
  }

  @Override
  public void close() {
    if (unpacking != null) {
      unpacking.interrupt();
    }
  }
}
