package io.nomadflink.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The README's example is code that compiles. */
class ReadmeTest {
    private static final String EXAMPLE =
            "connector/src/test/java/io/nomadflink/connector/docs/ReadmeExample.java";

    @Test
    void holdsTheExample() throws Exception {
        String code = Pages.read(EXAMPLE);
        String shown = code.substring(code.indexOf("import ")).strip();
        assertThat(Pages.part("README.md", "example")).isEqualTo("```java\n" + shown + "\n```");
    }
}
