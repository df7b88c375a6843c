package io.nomadflink.jobs.sink;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * JDBC drivers that come with the job and go with it.
 *
 * <p>A driver registers itself with the JVM when its class is loaded, and would so hold the class
 * loader of the job's jar, and all of its classes, in a TaskManager for ever.
 */
final class Drivers {
    private Drivers() {}

    /** A driver of its own, which the JVM does not know unless it is on its class path. */
    static Driver of(String name) throws SQLException, ClassNotFoundException {
        Class<?> type = Class.forName(name);
        if (type.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            deregister(type.getClassLoader());
        }
        try {
            return (Driver) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the driver " + name + " cannot be used", e);
        }
    }

    /** All that its loader brought: the JVM looks for every one when it is first asked. */
    private static void deregister(ClassLoader loader) throws SQLException {
        for (Driver known : Collections.list(DriverManager.getDrivers())) {
            if (known.getClass().getClassLoader() == loader) {
                DriverManager.deregisterDriver(known);
            }
        }
    }
}
