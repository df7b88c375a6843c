package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.testing.Recording;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** One call of the command line as the launcher makes it, with what it wrote. */
record Cli(int status, String out, String err) {

    static Cli run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String before = System.setProperty(NomadFlink.LAUNCHER, "true");
        try {
            int status =
                    NomadFlink.execute(
                            new PrintWriter(out, true), new PrintWriter(err, true), args);
            return new Cli(status, out.toString(), err.toString());
        } finally {
            restore(before);
        }
    }

    /** Runs the jobs on a recording to its end, undisturbed. */
    static void replay(String recording, String window, String... sinks) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--replay",
                                Recording.file(recording).toString(),
                                "--window",
                                window));
        for (String sink : sinks) {
            arguments.addAll(List.of("--sink", sink));
        }
        Cli result = run(arguments.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(NomadFlink.LAUNCHER);
        } else {
            System.setProperty(NomadFlink.LAUNCHER, before);
        }
    }
}
