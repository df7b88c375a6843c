package io.nomadflink.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Stands in for {@code psql -d DATABASE -f FILE} and {@code createdb DATABASE} where a machine has
 * none: the same variables of the environment say where and who.
 */
final class Sql {
    private Sql() {}

    /** Puts both into a directory that the path may end with. */
    static void install(Path directory) throws Exception {
        for (String program : List.of("psql", "createdb")) {
            List<String> java =
                    Java.command(List.of(), Java.ownClassPath(), Sql.class.getName(), program);
            Path script = directory.resolve(program);
            Files.writeString(
                    script, "#!/bin/sh\nexec '" + String.join("' '", java) + "' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    public static void main(String[] args) throws Exception {
        boolean creates = args[0].equals("createdb");
        String sql =
                creates
                        ? "CREATE DATABASE " + args[1]
                        : Files.readString(Path.of(args[List.of(args).indexOf("-f") + 1]));
        String database = creates ? "postgres" : args[List.of(args).indexOf("-d") + 1];
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            print(statement.execute(sql) ? statement.getResultSet() : null);
        }
    }

    private static Connection connect(String database) throws Exception {
        Map<String, String> environment = System.getenv();
        Properties properties = new Properties();
        properties.put("user", environment.get("PGUSER"));
        properties.put("password", environment.getOrDefault("PGPASSWORD", ""));
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(environment.get("PGHOST"), environment.get("PGPORT"), database),
                properties);
    }

    private static void print(ResultSet rows) throws Exception {
        int count = 0;
        while (rows != null && rows.next()) {
            count++;
        }
        System.out.println("(" + count + " rows)");
    }
}
