package io.nomadflink.benchmarks.consumer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A process that consumes a stream in one way, once for each line of its standard input. */
public final class Consumer {
    private Consumer() {}

    /** Way, port, events, bytes, scratch directory and, for some ways, a database. */
    public static void main(String[] args) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err);
        Stream stream =
                new Stream(
                        Integer.parseInt(args[1]),
                        Long.parseLong(args[2]),
                        Long.parseLong(args[3]),
                        args[4],
                        args.length > 5 ? args[5] : "");
        Way way = Ways.of(args[0], stream);
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (orders.readLine() != null) {
            Meter meter = new Meter(stream.events());
            if (Boolean.getBoolean("bench.samples")) {
                Samples.print(meter, results);
            }
            way.consume(meter);
            System.gc();
            results.println(meter.result().written());
            results.flush();
        }
        System.exit(0);
    }
}
