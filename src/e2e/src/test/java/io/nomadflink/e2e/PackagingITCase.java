package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the job jar, and what must not be. */
class PackagingITCase {
    private static final long MAX_BYTES = 40L << 20;
    private static final Path JAR = Path.of(System.getProperty("job.jar"));
    private static final String RECORDING =
            Path.of(System.getProperty("recordings"), "1.4.14", "events.ndjson.gz").toString();

    /** All that may stand in the jar under its own name: clash-free, or found by its name. */
    private static final String ALLOWED =
            "^(META-INF/(versions/\\d+/)?)?("
                    + "io/nomadflink/.*"
                    + "|org/sqlite/.*|sqlite-jdbc\\.properties|org/postgresql/.*"
                    + "|org/apache/kafka/.*|kafka/.*|common/message/.*"
                    + "|org/apache/flink/connector/(jdbc|kafka)/.*"
                    + "|org/apache/flink/streaming/connectors/kafka/.*"
                    + "|org/apache/flink/streaming/util/serialization/JSONKeyValue.*"
                    + "|com/github/luben/zstd/.*|net/jpountz/.*|org/xerial/snappy/.*"
                    + "|(linux|darwin|win)/.*"
                    + ")";

    @Test
    void holdsNoFlinkNoLoggingAndNothingThatCouldClash() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> strangers =
                    jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.matches(ALLOWED))
                            .map(name -> name.substring(0, name.lastIndexOf('/')))
                            .distinct()
                            .toList();
            assertThat(strangers).isEmpty();
        }
    }

    @Test
    void isNotSignedAndNoModule() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .noneMatch(name -> name.matches(".*(log4j2?|logback).*\\.(xml|properties)"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.nomadflink.jobs.cli.NomadFlink");
        }
    }

    @Test
    void findsDriversAndParsersByTheirRelocatedNames() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(service(jar, "java.sql.Driver"))
                    .contains("org.sqlite.JDBC", "org.postgresql.Driver");
            assertThat(service(jar, "io.nomadflink.shaded.com.fasterxml.jackson.core.JsonFactory"))
                    .contains("io.nomadflink.shaded.com.fasterxml.jackson.core.JsonFactory");
            try (Stream<ZipEntry> entries = jar.stream().map(e -> (ZipEntry) e)) {
                assertThat(entries.map(ZipEntry::getName))
                        .noneMatch(name -> name.startsWith("META-INF/services/com.fasterxml"))
                        .noneMatch(
                                name ->
                                        name.startsWith(
                                                "META-INF/services/org.apache.flink.table"));
            }
        }
    }

    /** As the launcher starts it: the jar, and beside it what was built of Flink. */
    @Test
    void runsWithTheFlinkThatIsBuiltBesideIt(@TempDir Path directory) throws Exception {
        Path database = directory.resolve("results.db");
        Java.Ended ended =
                Java.run(
                        Java.command(
                                List.of("-Dnomad.launcher=true"),
                                JAR + ":" + JAR.resolveSibling("flink") + "/*",
                                "io.nomadflink.jobs.cli.NomadFlink",
                                "run",
                                "--replay",
                                RECORDING,
                                "--sink",
                                "sqlite:" + database),
                        Map.of());
        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(database).isNotEmptyFile();
    }

    private static List<String> service(JarFile jar, String name) throws Exception {
        ZipEntry entry = jar.getEntry("META-INF/services/" + name);
        return new String(jar.getInputStream(entry).readAllBytes(), "UTF-8").lines().toList();
    }

    @Test
    void fits() throws Exception {
        assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
    }
}
