package io.nomadflink.jobs.sink;

import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** What a column of a result table holds. */
public enum ColumnType {
    TEXT(Types.STRING),
    INTEGER(Types.LONG),
    REAL(Types.DOUBLE),
    FLAG(Types.BOOLEAN),
    /** A moment, {@link Instant}, to the millisecond. */
    TIME(Types.INSTANT);

    private final TypeInformation<?> type;

    ColumnType(TypeInformation<?> type) {
        this.type = type;
    }

    TypeInformation<?> type() {
        return type;
    }
}
