/** What {@code nomad-flink demo} shows on the console. */
package io.nomadflink.jobs.demo;
