package io.nomadflink.connector.source.enumerator;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader that there is no split for it, so that it does not hold back watermarks. */
@Internal
public final class NoSplitsEvent implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
