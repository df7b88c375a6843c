package io.nomadflink.benchmarks.corpus;

/** What a corpus is made of. */
public enum CorpusKind {
    /** All lines of a recording of Nomad 2.0.5. */
    FULL,
    /** Evaluations and deployments only, without the large plans of evaluations. */
    SMALL,
    /** The allocations of a recording, four megabytes of them on each line. */
    HUGE
}
