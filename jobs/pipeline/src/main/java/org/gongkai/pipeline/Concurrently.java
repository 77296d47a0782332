package org.gongkai.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs Spark jobs side by side, so that the end of one does not leave cores idle. */
public final class Concurrently {
  private static final int JOBS = 4;

  private Concurrently() {}

  /** What runs beside others. */
  public interface Step {
    /** Does it all. */
    void run() throws Exception;
  }

  /**
   * Runs all steps.
   *
   * @throws PipelineException with the cause of the first that failed
   */
  public static void run(List<Step> steps) {
    ExecutorService threads = Executors.newFixedThreadPool(JOBS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Step step : steps) {
        running.add(
            threads.submit(
                () -> {
                  step.run();
                  return null;
                }));
      }
      for (Future<?> step : running) {
        step.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("the run was interrupted", e);
    } catch (ExecutionException e) {
      throw Failures.explained(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
