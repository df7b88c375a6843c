package io.nomadflink.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The rows of the result tables of a database, as text. */
final class ResultTables {
    static final List<String> NAMES =
            List.of("allocation_failure_rate", "deployment_duration", "deployment_duration_stats");

    private ResultTables() {}

    static Map<String, SortedSet<String>> read(DataSource database) throws SQLException {
        Map<String, SortedSet<String>> tables = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : NAMES) {
                tables.put(name, rows(statement, name));
            }
        }
        return tables;
    }

    static int count(DataSource database, String table) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return rows(statement, table).size();
        } catch (SQLException e) {
            return 0;
        }
    }

    static boolean has(DataSource database, String table, String text) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return rows(statement, table).stream().anyMatch(row -> row.contains(text));
        } catch (SQLException e) {
            return false;
        }
    }

    private static SortedSet<String> rows(Statement statement, String table) throws SQLException {
        SortedSet<String> rows = new TreeSet<>();
        try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(found.getMetaData().getColumnName(i) + "=" + found.getString(i));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
