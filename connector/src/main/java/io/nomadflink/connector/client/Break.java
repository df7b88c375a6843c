package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Gap;

/**
 * A stretch without proof: events with an index above {@code after} and below {@code before} may be
 * missing.
 *
 * @param after the last index that is complete
 * @param before what is delivered again from here on
 */
public record Break(long after, long before, Gap.Cause cause) {}
