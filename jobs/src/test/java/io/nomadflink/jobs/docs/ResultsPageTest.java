package io.nomadflink.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on results has every column of every table, in order, with its type. */
class ResultsPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("conf")).getParent();
    private static final Pattern COLUMN =
            Pattern.compile("(?m)^\\| `(\\w+)`( key)? \\| (\\w+) \\| \\S.* \\|$");

    static Stream<Table> tables() {
        return Tables.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void hasEveryColumn(Table table) throws IOException {
        List<String> expected =
                table.columns().stream()
                        .map(
                                column ->
                                        column.name()
                                                + (column.isKey() ? " key " : " ")
                                                + column.type().name().toLowerCase(Locale.ROOT))
                        .toList();
        List<String> shown =
                COLUMN.matcher(section(table))
                        .results()
                        .map(
                                row ->
                                        row.group(1)
                                                + (row.group(2) == null ? " " : " key ")
                                                + row.group(3))
                        .toList();
        assertThat(shown).isEqualTo(expected);
    }

    private static String section(Table table) throws IOException {
        String page = Files.readString(PROJECT.resolve("src/docs/results.md"));
        int start = page.indexOf("\n## `" + table.name() + "`\n");
        assertThat(start).as("section of %s", table).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }
}
