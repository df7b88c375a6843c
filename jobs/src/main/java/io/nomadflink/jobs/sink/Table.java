package io.nomadflink.jobs.sink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.Row;

/**
 * A result table: its name, columns and primary key. Rows are upserts: the later row of a key
 * replaces the earlier.
 */
public final class Table implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<Column> columns;

    private Table(String name, List<Column> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The names of the columns that tell rows apart, in their order. */
    public List<String> key() {
        return columns.stream().filter(Column::isKey).map(Column::name).toList();
    }

    /** A row of this table; values in the order of the columns. */
    public Row row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    name + " has " + columns.size() + " columns, not " + values.length);
        }
        return Row.of(values);
    }

    public TypeInformation<Row> type() {
        return type(columns);
    }

    TypeInformation<Row> keyType() {
        return type(columns.stream().filter(Column::isKey).toList());
    }

    private static TypeInformation<Row> type(List<Column> columns) {
        return Types.ROW_NAMED(
                columns.stream().map(Column::name).toArray(String[]::new),
                columns.stream()
                        .map(column -> column.type().type())
                        .toArray(TypeInformation[]::new));
    }

    /** The key of a row, as a row of its own. */
    Row keyOf(Row row) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isKey()) {
                key.add(row.getField(i));
            }
        }
        return Row.of(key.toArray());
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A column of a table.
     *
     * @param isKey whether it belongs to the primary key
     */
    public record Column(String name, ColumnType type, boolean isKey) implements Serializable {}

    /** Lists columns from left to right. */
    static final class Builder {
        private final String name;
        private final List<Column> columns = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        Builder key(ColumnType type, String... names) {
            return add(type, true, names);
        }

        Builder with(ColumnType type, String... names) {
            return add(type, false, names);
        }

        private Builder add(ColumnType type, boolean key, String... names) {
            for (String column : names) {
                columns.add(new Column(column, type, key));
            }
            return this;
        }

        Table build() {
            return new Table(name, columns);
        }
    }
}
