/** What reading Nomad's event stream costs, measured side by side. */
package io.nomadflink.benchmarks;
