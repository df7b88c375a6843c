package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Hands over events with their payload as JSON text. */
@Internal
public final class JsonEventDeserializer implements NomadEventDeserializer<JsonEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<JsonEvent> out) {
        out.collect(JsonEvent.of(event));
    }

    @Override
    public TypeInformation<JsonEvent> getProducedType() {
        return TypeInformation.of(JsonEvent.class);
    }
}
