/**
 * What Nomad's payloads hold, one record per topic: immutable, equal by content, and without a word
 * of their content in {@code toString}, since payloads carry secrets.
 *
 * <p>Names are Nomad's, in Java's spelling ({@code JobID} is {@code jobId}). Absent and null are
 * alike, as Nomad leaves out empty fields here and prints them there: text is "", numbers are 0,
 * lists and maps empty; structures, times and optional values are null, where a parameter says so.
 * Nanoseconds stay numbers, RFC 3339 times are {@link java.time.Instant}s, and Go's zero time is
 * null. Base64 stays text. What a record does not name stands in the event's JSON.
 */
package io.nomadflink.connector.event.payload;
