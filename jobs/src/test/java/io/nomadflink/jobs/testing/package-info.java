/** Recordings, and what stands in for the source and the database in tests. */
package io.nomadflink.jobs.testing;
