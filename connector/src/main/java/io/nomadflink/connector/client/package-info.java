/**
 * Talking to Nomad: subscriptions, streams that survive, lists, tokens, and the proof of
 * continuity. No Flink.
 *
 * <p>Threads: one per {@link io.nomadflink.connector.client.StreamFeed}, which alone touches its
 * socket; a {@link io.nomadflink.connector.client.FeedQueue} hands over to the one consuming
 * thread; deadlines and evidence run on the client's own small scheduler.
 */
package io.nomadflink.connector.client;
