package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;

/**
 * Where a database is and how to connect to it. Holds no password: that is read where the
 * connection is made.
 *
 * @param dialect what differs there
 * @param url without credentials
 * @param user "" for the driver's default
 * @param passwordFile whose first line is the password, or null for {@code PGPASSWORD} of the
 *     environment
 * @param patience how long an outage may last before the job fails
 */
record Database(Dialect dialect, String url, String user, String passwordFile, Duration patience)
        implements Serializable {
    /** What some thousand rows take. */
    private static final int ROOM = 1 << 20;

    private static final int MD5 = 32;
    private static final String PROBE_TABLE = "pg_temp.nomad_flink_room";
    private static final String SERVER_PROBE =
            "CREATE TABLE "
                    + PROBE_TABLE
                    + " AS SELECT md5(n::text) FROM generate_series(1, %d) AS n";

    /** SQLSTATE, of PostgreSQL. */
    private static final String DISK_FULL = "53100";

    private static final String NO_RIGHT = "42501";

    Connection connect() throws SQLException, ClassNotFoundException {
        Driver driver = Drivers.of(dialect.driver());
        if (dialect == Dialect.SQLITE) {
            createDirectory();
        }
        return driver.connect(url, properties());
    }

    /** SQLite makes files, but not where they are to stand. */
    private void createDirectory() throws SQLException {
        try {
            Files.createDirectories(file().getParent());
        } catch (IOException e) {
            throw new SQLNonTransientException(
                    "there is no directory for " + file() + ", nor can it be made", e);
        }
    }

    /** Whether the disk takes a checkpoint's rows. */
    boolean hasRoom(Connection connection) throws SQLException {
        return dialect == Dialect.SQLITE ? diskHasRoom() : serverHasRoom(connection);
    }

    private boolean diskHasRoom() {
        Path probe = file().resolveSibling(file().getFileName() + ".probe-" + UUID.randomUUID());
        try {
            Files.write(probe, new byte[ROOM]);
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            probe.toFile().delete();
        }
    }

    /** A user who may not make temporary tables learns of a full disk from the rows. */
    private static boolean serverHasRoom(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SERVER_PROBE.formatted(ROOM / MD5));
            statement.execute("DROP TABLE " + PROBE_TABLE);
            return true;
        } catch (SQLException e) {
            if (NO_RIGHT.equals(e.getSQLState())) {
                return true;
            }
            if (DISK_FULL.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private Path file() {
        return Path.of(url.substring(ResultSinks.SQLITE_URL.length())).toAbsolutePath();
    }

    private Properties properties() throws SQLException {
        Properties properties = new Properties();
        if (dialect == Dialect.POSTGRESQL) {
            put(properties, "user", user);
            put(properties, "password", password());
            properties.put("ApplicationName", "nomad-flink");
            properties.put("connectTimeout", "10");
            properties.put("socketTimeout", "60");
            properties.put("tcpKeepAlive", "true");
        } else {
            properties.put("journal_mode", "WAL");
            properties.put("synchronous", "NORMAL");
            properties.put("busy_timeout", Long.toString(busyTimeout().toMillis()));
        }
        return properties;
    }

    /** How long one statement waits for a lock of another process. */
    Duration busyTimeout() {
        Duration longest = Duration.ofSeconds(30);
        return patience.compareTo(longest) < 0 ? patience : longest;
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null && !value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private String password() throws SQLException {
        if (passwordFile == null) {
            return System.getenv("PGPASSWORD");
        }
        try {
            return Files.readString(Path.of(passwordFile)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new SQLException("the password file " + passwordFile + " cannot be read", e);
        }
    }
}
