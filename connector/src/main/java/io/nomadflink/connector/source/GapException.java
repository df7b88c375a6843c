package io.nomadflink.connector.source;

import io.nomadflink.connector.event.Gap;
import java.io.IOException;
import org.apache.flink.annotation.PublicEvolving;

/** A gap under {@link GapPolicy#fail()}. */
@PublicEvolving
public final class GapException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Gap gap;

    public GapException(Gap gap) {
        super(
                "no proof that nothing was lost of "
                        + gap.topics()
                        + " in namespace "
                        + gap.namespace()
                        + " between index "
                        + gap.afterIndex()
                        + " and "
                        + gap.beforeIndex()
                        + ": "
                        + gap.cause());
        this.gap = gap;
    }

    /** Null where the exception came over a network. */
    public Gap gap() {
        return gap;
    }
}
