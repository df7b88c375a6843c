package io.nomadflink.jobs.failure;

import java.util.Map;

/**
 * A map that may live in Flink's state; its entries can be replaced and removed while one walks
 * over them.
 */
interface Store<K, V> {
    V get(K key) throws Exception;

    void put(K key, V value) throws Exception;

    Iterable<Map.Entry<K, V>> entries() throws Exception;

    /** Leaves no trace of a map that a walk has emptied. */
    void tidy() throws Exception;
}
