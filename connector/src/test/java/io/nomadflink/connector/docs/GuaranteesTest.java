package io.nomadflink.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names a test, and each test that a page names exists. */
class GuaranteesTest {
    private static final Pattern REFERENCE =
            Pattern.compile("`([A-Z]\\w+(?:Test|ITCase|Properties))#(\\w+)`");

    @Test
    void everyPromiseNamesATest() throws IOException {
        List<String> bare = new ArrayList<>();
        int promises = 0;
        for (String paragraph : Pages.read("src/docs/guarantees.md").split("\n(?=- |\n)")) {
            if (paragraph.startsWith("- ")) {
                promises++;
                if (!REFERENCE.matcher(paragraph).find()) {
                    bare.add(paragraph);
                }
            }
        }
        assertThat(promises).isGreaterThan(30);
        assertThat(bare).isEmpty();
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (MatchResult name : REFERENCE.matcher(Files.readString(page)).results().toList()) {
                String source = sources.getOrDefault(name.group(1), "");
                if (!source.contains(" void " + name.group(2) + "(")) {
                    missing.add(page.getFileName() + ": " + name.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** All test classes of the project by simple name; two of one name together. */
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("connector", "jobs", "src/simulator", "src/e2e")) {
            Path tests = Pages.PROJECT.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(tests)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(name(file), text(file), String::concat));
            }
        }
        return sources;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
