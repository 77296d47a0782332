package org.gongkai.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A {@code gongkai} command that was run within this process.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it said on standard error
 */
record CommandRun(int status, String out, String err) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Gongkai.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
