package io.nomadflink.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on threads has every thread and every lock of the connector. */
class ThreadsPageTest {
    private static final Pattern THREAD = Pattern.compile("Daemons\\.named\\(\\s*\"([\\w-]+)");
    private static final Pattern LOCK = Pattern.compile("new ReentrantLock\\(|\\bsynchronized\\b");

    @Test
    void everyThreadAndEveryLockIsNamed() throws IOException {
        Set<String> threads = new TreeSet<>();
        Set<String> classesWithLocks = new TreeSet<>();
        Path sources = Pages.PROJECT.resolve("connector/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                for (MatchResult name : THREAD.matcher(code).results().toList()) {
                    threads.add("`" + name.group(1));
                }
                if (LOCK.matcher(code).find()) {
                    classesWithLocks.add("`" + file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        String page = Pages.read("src/docs/threads.md");
        assertThat(threads).hasSizeGreaterThan(3).allSatisfy(n -> assertThat(page).contains(n));
        assertThat(classesWithLocks)
                .hasSizeGreaterThan(2)
                .allSatisfy(n -> assertThat(page).contains(n));
    }
}
