/** Streams to read, made of recordings: real proportions, growing ids, indexes and times. */
package io.nomadflink.benchmarks.corpus;
