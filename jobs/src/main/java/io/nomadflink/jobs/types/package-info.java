/** Explicit types for records and state: compact, versioned, without Kryo. */
package io.nomadflink.jobs.types;
