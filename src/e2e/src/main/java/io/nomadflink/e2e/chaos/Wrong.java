package io.nomadflink.e2e.chaos;

/** What may not happen, whatever the faults. */
enum Wrong {
    LOST,
    DOUBLED,
    FALSE_GAP,
    NOT_HEALED,
    STUCK
}
