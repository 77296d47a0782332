package org.gongkai.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.gongkai.extraction.language.Tokenizer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The {@code gongkai} command. */
@Command(
    name = "gongkai",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "读取政府信息公开工作年度报告，逐项提取数据并附出处。",
      "Reads Chinese open-government-information annual reports; every figure with its evidence."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      StepCommands.Ingest.class,
      StepCommands.Check.class,
      StepCommands.Aggregate.class,
      StepCommands.Publish.class,
      ExtractCommand.class,
      ServeCommand.class,
      SnapshotsCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%n退出码 Exit status:%n",
    footer = {
      "  0  完成（个别文件被退回也算完成，见 rejects） done, also where single files were rejected",
      "  1  未能完成，见错误信息 failed; the message says why and the way out",
      "  2  命令或参数有误 wrong command or option"
    })
public final class Gongkai {
  private Gongkai() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("extract")) {
      // The dictionaries load while the command line is read: what comes of it, the command will
      // see.
      Thread dictionaries = new Thread(Tokenizer::load, "dictionaries");
      dictionaries.setDaemon(true);
      dictionaries.start();
    }
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Gongkai())
        .setOut(Console.out())
        .setErr(Console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Gongkai::report);
  }

  private static int report(Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("gongkai: " + explain(failure)));
    if (arguments.hasMatchedOption("--verbose")) {
      failure.printStackTrace(err);
    } else {
      err.println("         加 --verbose 可看详细原因。 Add --verbose for the stack trace.");
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String explain(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
