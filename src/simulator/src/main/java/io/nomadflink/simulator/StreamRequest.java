package io.nomadflink.simulator;

import java.util.Set;

/**
 * A stream that was served, for tests that judge a client.
 *
 * @param topics those asked for
 * @param index where it was to start
 * @param held whether the buffer had a line of this index for it at that moment, so that it began
 *     with this line
 */
public record StreamRequest(Set<String> topics, long index, boolean held) {}
