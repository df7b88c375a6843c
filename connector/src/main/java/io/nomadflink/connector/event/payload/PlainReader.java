package io.nomadflink.connector.event.payload;

import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;

/** Reads one kind of value. */
@FunctionalInterface
interface PlainReader {

    Object read(PlainCursor json) throws UnusualException;
}
