/** The pieces by themselves, for JMH. */
package io.nomadflink.benchmarks.pieces;
