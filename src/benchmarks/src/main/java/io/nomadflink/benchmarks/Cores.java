package io.nomadflink.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps server and consumers on different cores, where {@code taskset} is there to do it. */
public final class Cores {
    private final boolean pinned;

    private Cores(boolean pinned) {
        this.pinned = pinned;
    }

    public static Cores find() throws InterruptedException {
        try {
            boolean works =
                    Runtime.getRuntime().availableProcessors() > 1
                            && new ProcessBuilder("taskset", "-c", "1", "true").start().waitFor()
                                    == 0;
            return new Cores(works);
        } catch (IOException e) {
            return new Cores(false);
        }
    }

    public List<String> server(List<String> command) {
        return on("0", command);
    }

    public List<String> consumer(List<String> command) {
        return on("1", command);
    }

    private List<String> on(String core, List<String> command) {
        if (!pinned) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("taskset", "-c", core));
        all.addAll(command);
        return all;
    }

    @Override
    public String toString() {
        return pinned
                ? "server and databases on core 0, consumers on core 1 (taskset)"
                : "not pinned: taskset or a second core is missing, so figures are less steady";
    }
}
