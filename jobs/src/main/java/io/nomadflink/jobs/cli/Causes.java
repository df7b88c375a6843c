package io.nomadflink.jobs.cli;

import java.util.Set;

/** The reason of a failure, found under the layers that Flink puts around it. */
final class Causes {
    private static final Set<String> LAYERS =
            Set.of(
                    "JobExecutionException",
                    "ExecutionException",
                    "CompletionException",
                    "JobException");

    private Causes() {}

    static String inOneLine(Throwable failure) {
        Throwable deepest = failure;
        String message = message(failure);
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
            if (deepest.getMessage() != null) {
                message = message(deepest);
            }
        }
        return oneLine(message);
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (text == null || text.isBlank()) {
            return kind;
        }
        boolean explains =
                LAYERS.contains(kind) || failure instanceof UserException || text.indexOf(' ') > 0;
        return explains ? text : kind + ": " + text;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
