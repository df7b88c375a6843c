/** Whether costs stay the same when there is more of something: splits, bytes on a line, state. */
package io.nomadflink.benchmarks.scale;
