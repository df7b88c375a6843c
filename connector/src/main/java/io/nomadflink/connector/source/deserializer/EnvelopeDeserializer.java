package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Hands over events as they are; payloads are decoded where someone asks. */
@Internal
public final class EnvelopeDeserializer implements NomadEventDeserializer<NomadEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<NomadEvent> out) {
        out.collect(event);
    }

    @Override
    public TypeInformation<NomadEvent> getProducedType() {
        return NomadEventTypeInfo.INSTANCE;
    }
}
