package io.nomadflink.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example is code that compiles. */
class ReadmeTest {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern NAME = Pattern.compile("<name>([^<]+)</name>");
    private static final String EXAMPLE =
            "connector/src/test/java/io/nomadflink/connector/docs/ReadmeExample.java";

    @Test
    void theSummaryNamesEveryModule() throws IOException {
        String readme = Pages.read("README.md");
        List<String> modules =
                MODULE.matcher(Pages.read("pom.xml")).results().map(m -> m.group(1)).toList();
        assertThat(modules).isNotEmpty();
        for (String module : modules) {
            Matcher name = NAME.matcher(Pages.read(module + "/pom.xml"));
            assertThat(name.find()).isTrue();
            assertThat(readme).containsPattern("INFO] " + Pattern.quote(name.group(1)) + " \\.+ ");
        }
    }

    @Test
    void holdsTheExample() throws Exception {
        String code = Pages.read(EXAMPLE);
        String shown = code.substring(code.indexOf("import ")).strip();
        assertThat(Pages.part("README.md", "example")).isEqualTo("```java\n" + shown + "\n```");
    }
}
