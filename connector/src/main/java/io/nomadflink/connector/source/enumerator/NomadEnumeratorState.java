package io.nomadflink.connector.source.enumerator;

import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.util.Collection;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * What the enumerator remembers.
 *
 * @param known ids of all splits that were ever planned; those not in {@code pending} live in
 *     readers
 * @param pending splits without a reader
 */
@Internal
public record NomadEnumeratorState(Set<String> known, Collection<SubscriptionSplit> pending) {}
