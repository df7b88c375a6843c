package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.StartingPosition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code snapshot}, {@code earliest}, {@code latest} or {@code index:N}. */
final class StartingPositions implements ITypeConverter<StartingPosition> {

    @Override
    public StartingPosition convert(String text) {
        if (text.equals("snapshot")) {
            return StartingPosition.snapshot();
        }
        if (text.equals("earliest")) {
            return StartingPosition.earliest();
        }
        if (text.equals("latest")) {
            return StartingPosition.latest();
        }
        if (text.matches("index:[1-9]\\d{0,17}")) {
            return StartingPosition.atIndex(Long.parseLong(text.substring("index:".length())));
        }
        throw new TypeConversionException(
                "'" + text + "' is none of snapshot, earliest, latest, index:N");
    }
}
