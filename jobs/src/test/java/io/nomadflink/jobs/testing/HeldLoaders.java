package io.nomadflink.jobs.testing;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The class loaders that user code ran in; itself to be loaded by the process, not the job. */
public final class HeldLoaders {
    private static final Queue<WeakReference<ClassLoader>> LOADERS = new ConcurrentLinkedQueue<>();

    private HeldLoaders() {}

    /** Remembers a loader until it is collected. */
    public static void add(ClassLoader loader) {
        if (LOADERS.stream().noneMatch(reference -> reference.refersTo(loader))) {
            LOADERS.add(new WeakReference<>(loader));
        }
    }

    /** How many there ever were. */
    public static int count() {
        return LOADERS.size();
    }

    /** How many are still there. */
    public static long left() {
        return LOADERS.stream().filter(reference -> !reference.refersTo(null)).count();
    }
}
