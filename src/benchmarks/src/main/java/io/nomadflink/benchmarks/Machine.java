package io.nomadflink.benchmarks;

import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** What figures were made on. */
final class Machine {
    private Machine() {}

    static String describe() {
        return hardware() + " · " + java() + " · " + versions();
    }

    /** What to know about how busy it is with other things; "" if it is not. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0.5
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The machine is busy with other things (load average %.1f): figures are worse and less steady.%n",
                        load);
    }

    static String hardware() {
        return processor()
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores, "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch");
    }

    static String java() {
        return "Java " + System.getProperty("java.runtime.version");
    }

    static String versions() {
        return "Flink "
                + EnvironmentInformation.getVersion()
                + ", Jackson "
                + PackageVersion.VERSION;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
