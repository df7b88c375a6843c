/** The jobs under a steady load with faults: is memory flat, is lag, and are results right. */
package io.nomadflink.benchmarks.soak;
