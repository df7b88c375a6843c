package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.core.io.NumberInput;
import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Readers of all kinds of values in payloads, giving what {@link NomadTypes} give: nothing is null
 * but structures and times. Not thread-safe.
 */
final class PlainReaders {
    private static final int MOST_COMPONENTS = 64;

    private final Map<Type, PlainReader> readers = new HashMap<>();

    PlainReaders() {
        readers.put(String.class, PlainCursor::text);
        readers.put(long.class, PlainCursor::integer);
        readers.put(int.class, PlainReaders::int32);
        readers.put(boolean.class, PlainCursor::flag);
        readers.put(double.class, json -> json.takeNull() ? 0.0 : number(json));
        readers.put(Long.class, json -> json.takeNull() ? null : json.integer());
        readers.put(Integer.class, json -> json.takeNull() ? null : int32(json));
        readers.put(Boolean.class, json -> json.takeNull() ? null : json.flag());
        readers.put(Double.class, json -> json.takeNull() ? null : number(json));
        readers.put(Instant.class, PlainTime::read);
    }

    /** What a component is if its member is not there. */
    static Object absent(Class<?> type) {
        if (type == String.class) {
            return "";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        return type == boolean.class ? Boolean.FALSE : type == double.class ? (Object) 0.0 : null;
    }

    static UnusualException unusual() {
        return UnusualException.unusual();
    }

    PlainReader of(Type type) {
        PlainReader known = readers.get(type);
        if (known == null) {
            known = made(type);
            readers.put(type, known);
        }
        return known;
    }

    private PlainReader made(Type type) {
        if (type instanceof ParameterizedType container) {
            Type[] arguments = container.getActualTypeArguments();
            if (container.getRawType() == List.class) {
                PlainReader element = of(arguments[0]);
                return json -> list(json, element);
            }
            if (container.getRawType() == Map.class && arguments[0] == String.class) {
                PlainReader value = of(arguments[1]);
                return json -> map(json, value);
            }
        }
        if (type instanceof Class<?> record
                && record.isRecord()
                && record.getRecordComponents().length <= MOST_COMPONENTS) {
            return PlainRecord.of(record, this);
        }
        return json -> {
            throw unusual();
        };
    }

    private static Object int32(PlainCursor json) throws UnusualException {
        long value = json.integer();
        if (value != (int) value) {
            throw unusual();
        }
        return (int) value;
    }

    private static Object number(PlainCursor json) throws UnusualException {
        return NumberInput.parseDouble(json.number(), true);
    }

    private static Object list(PlainCursor json, PlainReader element) throws UnusualException {
        if (json.takeNull()) {
            return List.of();
        }
        json.expect('[');
        if (json.take(']')) {
            return List.of();
        }
        List<Object> list = new ArrayList<>();
        do {
            list.add(element.read(json));
        } while (json.take(','));
        json.expect(']');
        return Collections.unmodifiableList(list);
    }

    private static Object map(PlainCursor json, PlainReader value) throws UnusualException {
        if (json.takeNull()) {
            return Map.of();
        }
        json.expect('{');
        if (json.take('}')) {
            return Map.of();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        do {
            if (json.takeNull()) {
                throw unusual();
            }
            String name = json.text();
            json.expect(':');
            map.put(name, value.read(json));
        } while (json.take(','));
        json.expect('}');
        return Collections.unmodifiableMap(map);
    }
}
