/** The commands of {@code nomad-flink}, which are also those of the job jar. */
package io.nomadflink.jobs.cli;
