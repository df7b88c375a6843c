package io.nomadflink.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with this one's class path; ends when its standard input does. */
public final class ChildProcess implements Closeable {
    private final String name;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.orders =
                new BufferedWriter(
                        new OutputStreamWriter(
                                process.getOutputStream(), StandardCharsets.US_ASCII));
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** The command of a main class, to be started. */
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    public static ChildProcess start(String name, List<String> command, File log)
            throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        return new ChildProcess(name, process);
    }

    public void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    public String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(name + " ended early; its messages are in the log");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
    }
}
