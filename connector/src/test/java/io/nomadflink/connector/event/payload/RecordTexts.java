package io.nomadflink.connector.event.payload;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

/** What {@code toString} says of a record and all records in it. */
final class RecordTexts {
    private RecordTexts() {}

    static void collect(Object value, String key, Collection<String> texts) {
        if (value instanceof Record) {
            String text = value.toString();
            texts.add(key.isEmpty() ? text : text.replace(key, "KEY"));
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collect(read(component, value), key, texts);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> collect(element, key, texts));
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(element -> collect(element, key, texts));
        }
    }

    private static Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
