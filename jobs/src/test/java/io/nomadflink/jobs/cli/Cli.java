package io.nomadflink.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

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

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(NomadFlink.LAUNCHER);
        } else {
            System.setProperty(NomadFlink.LAUNCHER, before);
        }
    }
}
