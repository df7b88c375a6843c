package io.nomadflink.connector.event.payload;

import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads records of one class. What stood between two components the last time, names and members
 * that no component holds, is expected to stand there again, and if so passed over by comparison.
 *
 * <p>Not thread-safe.
 */
final class PlainRecord implements PlainReader {
    private static final int END = -1;
    private static final int LONGEST_STRETCH = 2048;
    private static final NomadNames NAMES = new NomadNames();

    /** One for all readers of a class: each that is made has to be compiled anew. */
    private static final ClassValue<MethodHandle> CONSTRUCTORS =
            new ClassValue<>() {
                @Override
                protected MethodHandle computeValue(Class<?> type) {
                    return constructor(type);
                }
            };

    private final MethodHandle constructor;
    private final byte[][] names;
    private final PlainReader[] readers;
    private final Object[] absent;

    /** What came after the opening bracket and after each component, and which component then. */
    private final byte[][] stretches;

    private final int[] next;

    private PlainRecord(Class<?> type, PlainReaders values) {
        RecordComponent[] components = type.getRecordComponents();
        constructor = CONSTRUCTORS.get(type);
        names = new byte[components.length][];
        readers = new PlainReader[components.length];
        absent = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = NAMES.translate(components[i].getName());
            names[i] = name.getBytes(StandardCharsets.US_ASCII);
            readers[i] = values.of(components[i].getGenericType());
            absent[i] = PlainReaders.absent(components[i].getType());
        }
        stretches = new byte[components.length + 1][];
        next = new int[components.length + 1];
    }

    static PlainRecord of(Class<?> type, PlainReaders values) {
        return new PlainRecord(type, values);
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class[]::new);
        try {
            Constructor<?> found = type.getDeclaredConstructor(types);
            return MethodHandles.lookup()
                    .unreflectConstructor(found)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constructor of " + type, e);
        }
    }

    @Override
    public Object read(PlainCursor json) throws UnusualException {
        if (json.takeNull()) {
            return null;
        }
        json.expect('{');
        Object[] values = absent.clone();
        long seen = 0;
        int component = next(json, 0);
        while (component != END) {
            if ((seen & 1L << component) != 0) {
                throw PlainReaders.unusual();
            }
            seen |= 1L << component;
            values[component] = readers[component].read(json);
            component = next(json, component + 1);
        }
        return made(values);
    }

    private Object made(Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Goes to the next component's value.
     *
     * @param slot 0 after the opening bracket, else the component before and one
     */
    private int next(PlainCursor json, int slot) throws UnusualException {
        byte[] expected = stretches[slot];
        if (expected != null && json.take(expected)) {
            return next[slot];
        }
        int from = json.at();
        int component = search(json, slot == 0);
        if (json.at() - from <= LONGEST_STRETCH) {
            stretches[slot] = json.since(from);
            next[slot] = component;
        }
        return component;
    }

    private int search(PlainCursor json, boolean first) throws UnusualException {
        boolean beginning = first;
        while (!json.take('}')) {
            if (!beginning) {
                json.expect(',');
            }
            beginning = false;
            int from = json.at() + 1;
            int component = component(json, from, json.name());
            if (component >= 0) {
                return component;
            }
            json.skip();
        }
        return END;
    }

    private int component(PlainCursor json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].length == to - from && json.was(from, to, names[i])) {
                return i;
            }
        }
        return -1;
    }
}
