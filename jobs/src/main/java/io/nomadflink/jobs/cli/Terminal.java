package io.nomadflink.jobs.cli;

/** Whether the launcher's standard output and error are terminals, as it says in properties. */
final class Terminal {
    private Terminal() {}

    static boolean isOut() {
        return Boolean.getBoolean("nomad.terminal.out");
    }

    static boolean isErr() {
        return Boolean.getBoolean("nomad.terminal.err");
    }
}
