/**
 * The placement rate of HashiCorp's two million container challenge, replayed as events: its event
 * broker was switched off then, so this is what its stream would have been.
 */
package io.nomadflink.benchmarks.c2m;
