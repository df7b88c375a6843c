package io.nomadflink.jobs.sink;

import java.util.List;
import java.util.stream.Collectors;

/** The statements that a table needs; all but type names are the same in every database. */
final class Sql {
    private Sql() {}

    static String createTable(Table table, Dialect dialect) {
        String columns =
                table.columns().stream()
                        .map(
                                column ->
                                        column.name()
                                                + " "
                                                + dialect.typeName(column.type())
                                                + notNull(column))
                        .collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
                .formatted(table.name(), columns, String.join(", ", table.key()));
    }

    private static String notNull(Table.Column column) {
        return column.isKey() ? " NOT NULL" : "";
    }

    static String upsert(Table table) {
        List<String> names = table.columns().stream().map(Table.Column::name).toList();
        String updates =
                table.columns().stream()
                        .filter(column -> !column.isKey())
                        .map(column -> column.name() + " = excluded." + column.name())
                        .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
                .formatted(
                        table.name(),
                        String.join(", ", names),
                        names.stream().map(name -> "?").collect(Collectors.joining(", ")),
                        String.join(", ", table.key()),
                        updates);
    }
}
