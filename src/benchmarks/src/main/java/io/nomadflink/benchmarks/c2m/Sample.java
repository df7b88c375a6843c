package io.nomadflink.benchmarks.c2m;

/**
 * A moment of the run.
 *
 * @param seconds since the first event
 * @param events done
 * @param rss bytes
 */
record Sample(double seconds, long events, long rss) {}
