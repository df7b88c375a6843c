package io.nomadflink.benchmarks.consumer;

/** The ways by name. */
final class Ways {
    private Ways() {}

    static Way of(String name, Stream stream) {
        return switch (name) {
            case "raw" -> new RawWay(stream);
            case "parse" -> new ParseWay(stream);
            case "client" -> new ClientWay(stream, false);
            case "client-typed" -> new ClientWay(stream, true);
            case "source-lazy" -> source(stream, false);
            case "source-typed" -> source(stream, true);
            case "jobs-sqlite", "jobs-postgresql" -> new JobsWay(stream);
            default -> splits(name, stream);
        };
    }

    private static Way source(Stream stream, boolean typed) {
        return new SourceWay(() -> BenchJobs.allTopics(stream.address(), typed), false);
    }

    /** {@code splits-N}: the source with so many splits, payloads not decoded. */
    private static Way splits(String name, Stream stream) {
        if (!name.startsWith("splits-")) {
            throw new IllegalArgumentException("no way to consume: " + name);
        }
        int splits = Integer.parseInt(name.substring("splits-".length()));
        return new SourceWay(() -> BenchJobs.deployments(stream.address(), splits), true);
    }
}
