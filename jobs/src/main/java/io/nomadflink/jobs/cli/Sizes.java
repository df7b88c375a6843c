package io.nomadflink.jobs.cli;

import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes as people write them: {@code 500m}, {@code 10g}. */
final class Sizes implements ITypeConverter<MemorySize> {

    @Override
    public MemorySize convert(String text) {
        try {
            MemorySize size = MemorySize.parse(text);
            if (size.getBytes() > 0) {
                return size;
            }
        } catch (IllegalArgumentException e) {
            // said below, as all else that is none
        }
        throw new TypeConversionException("'" + text + "' is not a size such as 500m or 10g");
    }
}
