package io.nomadflink.connector.source;

import io.nomadflink.connector.event.NomadEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Reads the keys of events. */
final class Keys implements NomadEventDeserializer<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<String> out) {
        out.collect(event.key());
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }
}
