package io.nomadflink.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus would see of a cluster: its series, in the text format of the exposition. */
record Scrape(Set<Series> series) {
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A metric with the labels that tell it from others, and its value. */
    record Series(String metric, Map<String, String> labels, double value) {}

    /** All processes of a cluster, whose reporters took the first free ports of a range. */
    static Scrape of(int port, int ports) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int at = port; at <= port + ports; at++) {
            text.append(page(URI.create("http://localhost:" + at + "/metrics")));
        }
        return parse(text.toString());
    }

    private static String page(URI uri) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // a port that no process took
        }
    }

    static Scrape parse(String text) {
        return new Scrape(
                LINE.matcher(text)
                        .results()
                        .map(
                                line ->
                                        new Series(
                                                line.group(1),
                                                labels(line.group(2)),
                                                value(line.group(3))))
                        .collect(Collectors.toSet()));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static double value(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    Stream<Series> of(String metric) {
        return series.stream().filter(one -> one.metric().equals(metric));
    }

    Set<String> names() {
        return series.stream().map(Series::metric).collect(Collectors.toCollection(TreeSet::new));
    }
}
