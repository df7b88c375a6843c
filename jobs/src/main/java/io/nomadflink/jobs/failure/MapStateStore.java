package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.types.EmptyMaps;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** A map in Flink's state, of the key at hand. */
record MapStateStore<K, V>(MapState<K, V> state) implements Store<K, V> {

    @Override
    public V get(K key) throws Exception {
        return state.get(key);
    }

    @Override
    public void put(K key, V value) throws Exception {
        state.put(key, value);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() throws Exception {
        return state.entries();
    }

    @Override
    public void tidy() throws Exception {
        EmptyMaps.forget(state);
    }
}
