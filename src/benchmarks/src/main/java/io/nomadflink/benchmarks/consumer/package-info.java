/** The ways to consume a stream, each in a process of its own. */
package io.nomadflink.benchmarks.consumer;
