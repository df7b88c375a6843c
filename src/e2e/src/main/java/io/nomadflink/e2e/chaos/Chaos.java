package io.nomadflink.e2e.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chaos}: strikes jobs with random faults and prints what became of each kind of fault. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Strikes Flink jobs that read a simulated Nomad cluster with random faults, and"
                        + " compares what they saw with what was published, event by event."
                        + " Exit status 1 if anything was lost in silence, doubled, called a gap"
                        + " without reason, not healed, or never came.")
public final class Chaos implements Callable<Integer> {

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many (default: ${DEFAULT-VALUE}).")
    int faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Of the first job; each further one has the next (default: another each time).")
    long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000_000);

    @Option(
            names = "--faults-per-job",
            paramLabel = "N",
            defaultValue = "25",
            description =
                    "After so many another job, of the next seed (default: ${DEFAULT-VALUE}).")
    int faultsPerJob;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FAULT",
            description = "Some of ${COMPLETION-CANDIDATES}.")
    Set<Fault> only = EnumSet.allOf(Fault.class);

    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Chaos())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Outcomes outcomes = strike();
        System.out.print(outcomes.table());
        List<String> complaints = outcomes.complaints();
        if (complaints.isEmpty()) {
            System.out.println("Nothing lost in silence, nothing doubled, no false gap.");
            return 0;
        }
        System.out.printf(
                "%d WRONG; the faults of a seed come again with --seed SEED --faults %d:%n",
                complaints.size(), Math.min(faults, faultsPerJob));
        complaints.forEach(System.out::println);
        return 1;
    }

    private Outcomes strike() throws Exception {
        Outcomes outcomes = new Outcomes();
        Path directory = Files.createTempDirectory("chaos");
        try (FlinkCluster flink = new FlinkCluster(directory)) {
            long next = seed;
            for (int done = 0; done < faults; done += faultsPerJob) {
                int now = Math.min(faultsPerJob, faults - done);
                int before = outcomes.complaints().size();
                new ChaosRun(next, only, outcomes).run(now, flink, directory);
                List<String> wrong = outcomes.complaints();
                wrong.subList(before, wrong.size()).forEach(System.err::println);
                System.err.printf(
                        "%d faults, seed %d, %d wrong%n", done + now, next++, wrong.size());
            }
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
        return outcomes;
    }
}
