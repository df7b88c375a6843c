package io.nomadflink.e2e.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What a job saw, exactly once: cut back to the checkpoint whenever the job is restored from one.
 * Can be told to hold the job up, or to fail it once.
 */
final class Journal {
    private static final Map<String, Journal> OPEN = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<String, Long> progress = new HashMap<>();
    private int writer;
    private int secured;
    private boolean failing;
    private boolean stalled;
    private int restarts = -1;

    static Journal open() {
        Journal journal = new Journal();
        OPEN.put(journal.id, journal);
        return journal;
    }

    static Journal of(String id) {
        return OPEN.get(id);
    }

    String id() {
        return id;
    }

    void close() {
        OPEN.remove(id);
        resume();
    }

    /** A job begins after so many sightings; earlier writers are not listened to any more. */
    synchronized int begin(int count) {
        sightings.subList(count, sightings.size()).clear();
        progress.clear();
        sightings.forEach(this::note);
        restarts++;
        notifyAll();
        return ++writer;
    }

    synchronized void add(int as, Sighting sighting) throws InterruptedException {
        while (stalled && as == writer) {
            wait();
        }
        if (as != writer) {
            return;
        }
        if (failing) {
            failing = false;
            throw new IllegalStateException("a sink that fails on purpose");
        }
        sightings.add(sighting);
        note(sighting);
        notifyAll();
    }

    private void note(Sighting sighting) {
        if (sighting instanceof Sighting.Event event) {
            progress.merge(event.what().topic(), event.what().index(), Math::max);
        } else if (sighting instanceof Sighting.Hole hole && hole.namespace().equals("*")) {
            for (String topic : hole.topics().split(",")) {
                progress.merge(topic, hole.before() - 1, Math::max);
            }
        }
    }

    /** So many sightings are in a checkpoint that is complete. */
    synchronized void secured(int count) {
        secured = count;
        notifyAll();
    }

    synchronized int secured() {
        return secured;
    }

    synchronized int size() {
        return sightings.size();
    }

    synchronized int restarts() {
        return restarts;
    }

    synchronized List<Sighting> all() {
        return List.copyOf(sightings);
    }

    /** How far a topic has come. */
    synchronized long progress(String topic) {
        return progress.getOrDefault(topic, 0L);
    }

    synchronized void failOnce() {
        failing = true;
    }

    synchronized void stall() {
        stalled = true;
    }

    synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    boolean awaitQuietly(Predicate<Journal> wanted, long millis) {
        try {
            return await(wanted, millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the journal is as wanted; false if that took too long. */
    synchronized boolean await(Predicate<Journal> wanted, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!wanted.test(this)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(Math.min(left, 200));
        }
        return true;
    }
}
