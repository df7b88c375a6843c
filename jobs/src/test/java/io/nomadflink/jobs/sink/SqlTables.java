package io.nomadflink.jobs.sink;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.types.Row;

/** Reads result tables back as the rows they were. */
public final class SqlTables {
    private SqlTables() {}

    /** Nothing if the table is not there yet. */
    public static Set<Row> rows(Connection connection, Table table) throws SQLException {
        Set<Row> rows = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table.name())) {
            while (found.next()) {
                rows.add(row(found, table.columns()));
            }
        }
        return rows;
    }

    private static Row row(ResultSet found, List<Table.Column> columns) throws SQLException {
        Row row = new Row(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, value(found, columns.get(i)));
        }
        return row;
    }

    private static Object value(ResultSet found, Table.Column column) throws SQLException {
        Object value =
                switch (column.type()) {
                    case TEXT -> found.getString(column.name());
                    case INTEGER -> found.getLong(column.name());
                    case REAL -> found.getDouble(column.name());
                    case FLAG -> found.getBoolean(column.name());
                    case TIME -> time(found, column.name());
                };
        return found.wasNull() ? null : value;
    }

    private static Instant time(ResultSet found, String name) throws SQLException {
        if (found.getMetaData().getColumnTypeName(found.findColumn(name)).equals("timestamptz")) {
            OffsetDateTime time = found.getObject(name, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
        String text = found.getString(name);
        return text == null ? null : Instant.parse(text.replace(' ', 'T') + "Z");
    }
}
