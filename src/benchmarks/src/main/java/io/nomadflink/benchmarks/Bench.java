package io.nomadflink.benchmarks;

import io.nomadflink.benchmarks.c2m.C2m;
import io.nomadflink.benchmarks.latency.Latency;
import io.nomadflink.benchmarks.pieces.Pieces;
import io.nomadflink.benchmarks.scale.Scaling;
import io.nomadflink.benchmarks.soak.SoakReport;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: what reading Nomad's event stream costs, from the socket to result tables. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Serves a stream made of a recording on loopback as fast as it is read, and measures"
                        + " ways to consume it in turns.")
public final class Bench implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Setting setting;
    @Mixin SideBySide sideBySide;

    @ArgGroup(heading = "Instead of that, one of:%n")
    Instead instead = new Instead();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Events per second of --latency (default: 11000) and --soak (default: 4500).")
    Double rate;

    @Option(
            names = "--allocations",
            paramLabel = "N",
            description = "Of --c2m (default: 2000000; quick: 100000).")
    Integer allocations;

    /** Other measurements. */
    static final class Instead {
        @Option(
                names = "--c2m",
                description =
                        "The two million container challenge's placements, replayed as events through"
                                + " both jobs, with its results checked.")
        boolean c2m;

        @Option(
                names = "--latency",
                description =
                        "How long an event takes at a steady rate, to the record and to the committed row.")
        boolean latency;

        @Option(
                names = "--soak",
                paramLabel = "DURATION",
                description =
                        "The jobs under a steady load with faults, such as 45m or 40s: is memory flat, is lag,"
                                + " are results right?")
        Duration soak;

        @Option(
                names = "--scale",
                description =
                        "Whether cost stays the same with more splits, longer lines and more live allocations,"
                                + " and how large checkpoints are.")
        boolean scale;

        @Option(
                names = "--pieces",
                paramLabel = "REGEX",
                arity = "0..1",
                fallbackValue = "",
                description =
                        "The pieces by themselves, with JMH, or those whose names match, such as"
                                + " 'Lines.(cut|envelope)'; --json writes JMH's format.")
        String pieces;
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .registerConverter(Duration.class, TimeUtils::parseDuration)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        try {
            sideBySide.check();
            Files.createDirectories(setting.directory());
            System.out.println(Machine.describe());
            System.out.print(Machine.load());
            return measure() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /**
     * @return whether results are right and goals, where there are some, reached
     */
    private boolean measure() throws Exception {
        if (instead.c2m) {
            return c2m();
        }
        if (instead.latency) {
            new Latency(setting, Cores.find(), rate != null ? rate : 11_000).run();
            return true;
        }
        if (instead.soak != null) {
            double wanted = rate != null ? rate : 4_500;
            return SoakReport.run(setting, instead.soak, wanted, sideBySide.picture);
        }
        if (instead.scale) {
            return new Scaling(setting, Cores.find()).run();
        }
        if (instead.pieces != null) {
            Pieces.run(instead.pieces, setting.quick(), setting.json);
            return true;
        }
        sideBySide.run(setting);
        return true;
    }

    private boolean c2m() throws Exception {
        int count = allocations != null ? allocations : setting.quick() ? 100_000 : 2_000_000;
        C2m replay = new C2m(setting.recording(), count, setting.scratch("c2m"));
        return replay.run(sideBySide.picture);
    }
}
