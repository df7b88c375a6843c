package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Text that is "" where Nomad writes null or nothing. */
final class NomadText extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    NomadText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return StringDeserializer.instance.deserialize(json, context);
    }

    @Override
    public String getNullValue(DeserializationContext context) {
        return "";
    }
}
