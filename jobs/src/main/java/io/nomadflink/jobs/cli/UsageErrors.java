package io.nomadflink.jobs.cli;

import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Keeps what went wrong for Flink's client, which prints this exception's message as one line. */
final class UsageErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private String message;
    private Exception failure;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        message = OneLineErrors.usage(e);
        return UserException.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof UserException) {
            message = e.getMessage();
        } else {
            failure = e;
        }
        return UserException.FAILED;
    }

    void throwIfAny() throws ProgramParametrizationException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new IllegalStateException(Causes.inOneLine(failure), failure);
        }
        if (message != null) {
            throw new ProgramParametrizationException(message);
        }
    }
}
