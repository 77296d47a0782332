package org.gongkai.extraction.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.atomic.AtomicReference;
import org.gongkai.extraction.model.RejectedException;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void aReadingWithoutEndIsGivenUpAndItsThreadEnds() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class,
            () ->
                new Watchdog(1)
                    .run(
                        "endless",
                        () -> {
                          thread.set(Thread.currentThread());
                          while (true) {
                            Watchdog.check();
                          }
                        }));
    assertThat(rejected.reasonCode()).isEqualTo("timeout");
    thread.get().join(10_000);
    assertThat(thread.get().isAlive()).isFalse();
  }

  @Test
  void aReadingThatRecursesWithoutEndIsTooDeep() {
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class, () -> new Watchdog(60).run("deep", () -> depth(0)));
    assertThat(rejected.reasonCode()).isEqualTo("too_deep");
  }

  private static int depth(int depth) {
    return depth < 0 ? depth : 1 + depth(depth + 1);
  }
}
