package io.nomadflink.connector.client;

import java.io.Serializable;

/**
 * Where lines are kept that do not fit into a subscription's queue.
 *
 * @param directory on the machine that connects; made if it is not there
 * @param maxBytes how much each subscription may keep there
 */
public record SpoolSettings(String directory, long maxBytes) implements Serializable {}
