package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How values of Nomad become values of Java: nothing is null but structures and times, nothing can
 * be changed.
 */
final class NomadTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;

    NomadTypes() {
        addDeserializer(String.class, new NomadText());
        addDeserializer(Instant.class, new NomadInstant());
        addSerializer(Instant.class, ToStringSerializer.instance);
        setDeserializerModifier(new Unmodifiable());
    }

    private static final class Unmodifiable extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription bean,
                JsonDeserializer<?> deserializer) {
            return new NullAs<>(
                    new StdConverter<List<?>, List<?>>() {
                        @Override
                        public List<?> convert(List<?> list) {
                            return Collections.unmodifiableList(list);
                        }
                    },
                    type,
                    deserializer,
                    List.of());
        }

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription bean,
                JsonDeserializer<?> deserializer) {
            return new NullAs<>(
                    new StdConverter<Map<?, ?>, Map<?, ?>>() {
                        @Override
                        public Map<?, ?> convert(Map<?, ?> map) {
                            return Collections.unmodifiableMap(map);
                        }
                    },
                    type,
                    deserializer,
                    Map.of());
        }
    }

    /** Wraps what another deserializer made, and gives something else than null. */
    private static final class NullAs<T> extends StdDelegatingDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient T empty;

        NullAs(Converter<?, T> wrap, JavaType type, JsonDeserializer<?> deserializer, T empty) {
            super(cast(wrap), type, deserializer);
            this.empty = empty;
        }

        @SuppressWarnings("unchecked")
        private static <T> Converter<Object, T> cast(Converter<?, T> converter) {
            return (Converter<Object, T>) converter;
        }

        @Override
        protected StdDelegatingDeserializer<T> withDelegate(
                Converter<Object, T> converter, JavaType type, JsonDeserializer<?> deserializer) {
            return new NullAs<>(converter, type, deserializer, empty);
        }

        @Override
        public T getNullValue(DeserializationContext context) {
            return empty;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return empty;
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return empty;
        }
    }
}
