package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** A time in RFC 3339; null for Go's zero time, which Nomad mostly writes as null. */
final class NomadInstant extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    NomadInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            context.reportInputMismatch(this, "not a time");
        }
        try {
            String text = json.getText();
            Instant time = text.isEmpty() ? ZERO : Instant.parse(text);
            return time.equals(ZERO) ? null : time;
        } catch (DateTimeException e) {
            return context.reportInputMismatch(this, "not a time");
        }
    }
}
