package io.nomadflink.connector.source;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Events as {@code ORIGIN key}, gaps with their indexes. */
final class GapWords implements NomadEventDeserializer<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<String> out) {
        out.collect(event.origin() + " " + event.key());
    }

    @Override
    public void onGap(Gap gap, RecordOutput<String> out) {
        out.collect(
                (gap.healed() ? "healed " : "gap ")
                        + gap.afterIndex()
                        + ".."
                        + gap.beforeIndex()
                        + " "
                        + gap.cause());
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }
}
