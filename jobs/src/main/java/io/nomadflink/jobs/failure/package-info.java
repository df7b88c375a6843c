/** How often allocations fail: the algorithm, free of Flink, and the operator that runs it. */
package io.nomadflink.jobs.failure;
