package io.nomadflink.e2e.chaos;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Events and gaps as text. */
final class SightingDeserializer implements NomadEventDeserializer<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<String> out) {
        out.collect(Sighting.text(event));
    }

    @Override
    public void onGap(Gap gap, RecordOutput<String> out) {
        out.collect(Sighting.text(gap));
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }
}
