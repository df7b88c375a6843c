package io.nomadflink.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The simulator as a process outside the test's and Flink's. */
final class OutsideNomad implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final String address;

    private OutsideNomad(Process process) throws IOException {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.address = output.readLine();
    }

    /** One that plays a recording when told to. */
    static OutsideNomad of(String version, double speed) throws IOException {
        Path recording =
                Path.of(System.getProperty("recordings"))
                        .resolve(version)
                        .resolve("events.ndjson.gz");
        return new OutsideNomad(
                new ProcessBuilder(
                                Java.command(
                                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                                        Java.ownClassPath(),
                                        SimulatorMain.class.getName(),
                                        recording.toString(),
                                        Double.toString(speed)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    String address() {
        return address;
    }

    /** Begins to play; the result is there at the recording's end. */
    CompletableFuture<String> play() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return output.readLine();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
