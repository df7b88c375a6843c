/** The job jar on a real cluster of processes. */
package io.nomadflink.e2e;
