package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.model.RejectedException;

/** Shows the result of extracting one file. */
interface ResultWriter {
  void write(String source, ExtractedReport report, PrintWriter out) throws IOException;

  void write(String source, RejectedException rejection, PrintWriter out) throws IOException;
}
