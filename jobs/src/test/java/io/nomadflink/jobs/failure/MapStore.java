package io.nomadflink.jobs.failure;

import java.util.HashMap;
import java.util.Map;

/** A map without Flink. */
final class MapStore<K, V> implements Store<K, V> {
    final Map<K, V> map = new HashMap<>();

    @Override
    public V get(K key) {
        return map.get(key);
    }

    @Override
    public void put(K key, V value) {
        map.put(key, value);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return map.entrySet();
    }

    @Override
    public void tidy() {}
}
