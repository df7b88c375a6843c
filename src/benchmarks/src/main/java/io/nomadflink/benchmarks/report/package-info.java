/** Results as table, JSON and picture. */
package io.nomadflink.benchmarks.report;
