/** The pieces by themselves, on recorded lines, with JMH; each checks its result before it runs. */
package io.nomadflink.benchmarks.pieces;
