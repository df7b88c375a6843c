/** From a frame that the server writes to the record, and to the committed row. */
package io.nomadflink.benchmarks.latency;
