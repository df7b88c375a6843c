package io.nomadflink.jobs.cli;

import io.nomadflink.jobs.sink.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rows of a SQLite database of results, by table, in the order of their keys. */
final class ResultTables {
    private ResultTables() {}

    static Map<String, List<String>> read(Path database) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (var table : Tables.ALL) {
            tables.put(table.name(), List.of());
        }
        if (!Files.exists(database)) {
            return tables;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String name : existing(statement)) {
                tables.put(name, rows(statement, name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tables;
    }

    private static List<String> existing(Statement statement) throws SQLException {
        return column(statement, "SELECT name FROM sqlite_master WHERE type = 'table'");
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(row.getString(i));
                }
                rows.add(cells.toString());
            }
        }
        rows.sort(null);
        return rows;
    }
}
