package io.nomadflink.jobs.sink;

import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a database that may be away for a while; also creates the table where it is
 * missing.
 *
 * <p>The connector gives up at once when a connection is refused, which fails the job for an outage
 * of a second, and soon when a disk is full. So the waiting is done here. What waiting cannot cure
 * fails at once: wrong credentials, no such database, no right to create a table that is missing.
 */
final class PatientConnections implements JdbcConnectionProvider {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PatientConnections.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int VALID_SECONDS = 10;

    /**
     * PostgreSQL's table, type and unique key: what tasks see that create a table at one instant.
     */
    private static final Set<String> MADE_BY_ANOTHER = Set.of("42P07", "42710", "23505");

    private final Database database;
    private final String table;
    private final String createTable;

    private transient Connection connection;
    private transient boolean stopped;

    PatientConnections(Database database, Table table) {
        this.database = database;
        this.table = table.name();
        this.createTable = Sql.createTable(table, database.dialect());
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    /** Asked after rows could not be written. */
    @Override
    public boolean isConnectionValid() {
        try {
            return connection != null
                    && connection.isValid(VALID_SECONDS)
                    && database.hasRoom(connection);
        } catch (SQLException e) {
            LOG.debug("A connection is no longer valid", e);
            return false;
        }
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException, ClassNotFoundException {
        if (connection == null) {
            connection = connectPatiently();
        }
        return connection;
    }

    @Override
    public Connection reestablishConnection() throws SQLException, ClassNotFoundException {
        closeConnection();
        return getOrEstablishConnection();
    }

    @Override
    public void closeConnection() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("Closing a connection failed", e);
            }
            connection = null;
        }
    }

    @Override
    public void close() {
        closeConnection();
    }

    /**
     * Drops the connection and makes no more, so that a writer that is closed after a failure does
     * not wait again.
     */
    void stop() {
        stopped = true;
        closeConnection();
    }

    private Connection connectPatiently() throws SQLException, ClassNotFoundException {
        long deadline = System.nanoTime() + database.patience().toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return connect();
            } catch (SQLException e) {
                if (isHopeless(e) || System.nanoTime() + pause.toNanos() > deadline) {
                    throw e;
                }
                LOG.warn(
                        "The database {} is away, trying again in {} ms",
                        database.url(),
                        pause.toMillis(),
                        e);
            }
            sleep(pause);
        }
    }

    /**
     * One SQLite connection after the other in this process: the first switches the file to WAL,
     * for which SQLite does not wait as long as another one is creating its table.
     */
    private Connection connect() throws SQLException, ClassNotFoundException {
        if (database.dialect() != Dialect.SQLITE) {
            return connectNow();
        }
        synchronized (Dialect.SQLITE) {
            return connectNow();
        }
    }

    private Connection connectNow() throws SQLException, ClassNotFoundException {
        if (stopped) {
            throw new SQLNonTransientException("the sink is closed");
        }
        Connection fresh = database.connect();
        try (Statement statement = fresh.createStatement()) {
            if (!database.dialect().hasTable(statement, table)) {
                statement.execute(createTable);
            }
            if (!database.hasRoom(fresh)) {
                throw new SQLTransientException("no room on the disk of " + database.url());
            }
            return fresh;
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
    }

    /**
     * Classes 28 (authorization), 3D (no such database), 42 (syntax or access); a table made by
     * another task is none.
     */
    private static boolean isHopeless(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLNonTransientException
                || state != null
                        && (state.startsWith("28")
                                || state.startsWith("3D")
                                || state.startsWith("42"))
                        && !MADE_BY_ANOTHER.contains(state);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static void sleep(Duration pause) throws SQLException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException cause = new InterruptedIOException();
            throw new SQLNonTransientException("interrupted while the database is away", cause);
        }
    }
}
