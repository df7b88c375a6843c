package io.nomadflink.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what is wrong and how to mend it. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return tell(e.getCommandLine(), usage(e), UserException.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof UserException wrong && wrong.status() == UserException.USAGE) {
            return tell(line, usage(line, e.getMessage()), UserException.USAGE);
        }
        return tell(
                line,
                line.getCommandSpec().qualifiedName() + ": " + Causes.inOneLine(e),
                UserException.FAILED);
    }

    static String usage(ParameterException e) {
        return usage(e.getCommandLine(), Causes.oneLine(e.getMessage()));
    }

    static String usage(CommandLine line, String message) {
        String name = line.getCommandSpec().qualifiedName();
        return name
                + ": "
                + message
                + (message.endsWith(".") ? "" : ".")
                + " See '"
                + name
                + " --help'.";
    }

    private static int tell(CommandLine line, String message, int status) {
        line.getErr().println(message);
        line.getErr().flush();
        return status;
    }
}
