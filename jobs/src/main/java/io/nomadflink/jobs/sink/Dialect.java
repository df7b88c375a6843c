package io.nomadflink.jobs.sink;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** What differs between databases: names of types, and how a moment is bound. */
enum Dialect {
    SQLITE(
            "org.sqlite.JDBC",
            Map.of(
                    ColumnType.TEXT, "TEXT",
                    ColumnType.INTEGER, "INTEGER",
                    ColumnType.REAL, "REAL",
                    ColumnType.FLAG, "INTEGER",
                    ColumnType.TIME, "TEXT")) {
        @Override
        void bindTime(PreparedStatement statement, int at, Instant time) throws SQLException {
            statement.setString(at, TEXT_TIME.format(time));
        }

        @Override
        boolean hasTable(Statement statement, String name) {
            return false;
        }
    },

    POSTGRESQL(
            "org.postgresql.Driver",
            Map.of(
                    ColumnType.TEXT, "text",
                    ColumnType.INTEGER, "bigint",
                    ColumnType.REAL, "double precision",
                    ColumnType.FLAG, "boolean",
                    ColumnType.TIME, "timestamptz")) {
        @Override
        void bindTime(PreparedStatement statement, int at, Instant time) throws SQLException {
            statement.setObject(at, time.atOffset(ZoneOffset.UTC));
        }

        @Override
        boolean hasTable(Statement statement, String name) throws SQLException {
            try (ResultSet found =
                    statement.executeQuery("SELECT to_regclass('" + name + "') IS NOT NULL")) {
                return found.next() && found.getBoolean(1);
            }
        }
    };

    /** UTC text that sorts like the time. */
    static final DateTimeFormatter TEXT_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final String driver;
    private final Map<ColumnType, String> typeNames;

    Dialect(String driver, Map<ColumnType, String> typeNames) {
        this.driver = driver;
        this.typeNames = typeNames;
    }

    abstract void bindTime(PreparedStatement statement, int at, Instant time) throws SQLException;

    /**
     * Whether a table is known to be there. PostgreSQL refuses {@code CREATE TABLE IF NOT EXISTS}
     * to those who may not create tables though it is there, so it is asked before; SQLite does
     * not.
     */
    abstract boolean hasTable(Statement statement, String name) throws SQLException;

    /**
     * The class to load before connecting: drivers are not found by themselves in a job's class
     * loader.
     */
    String driver() {
        return driver;
    }

    String typeName(ColumnType type) {
        return typeNames.get(type);
    }

    void bind(PreparedStatement statement, int at, ColumnType type, Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(at, sqlType(type));
            return;
        }
        switch (type) {
            case TEXT -> statement.setString(at, (String) value);
            case INTEGER -> statement.setLong(at, (Long) value);
            case REAL -> statement.setDouble(at, (Double) value);
            case FLAG -> statement.setBoolean(at, (Boolean) value);
            case TIME -> bindTime(statement, at, (Instant) value);
            default -> throw new IllegalArgumentException(type.name());
        }
    }

    private static int sqlType(ColumnType type) {
        return switch (type) {
            case TEXT -> Types.VARCHAR;
            case INTEGER -> Types.BIGINT;
            case REAL -> Types.DOUBLE;
            case FLAG -> Types.BOOLEAN;
            case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }
}
