package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSinksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://nomad:s3cret@db/results",
                "jdbc:postgresql://db/results?user=nomad&password=s3cret",
                "jdbc:postgresql://db/results?sslpassword=s3cret",
                "jdbc:postgresql://db/results?PASSWORD=s3cret",
                "postgresql://nomad:s3cret@db/results",
                "jdbc:postgresql://db/res ults?x=s3cret",
                "jdbc:postgresql://u:s3cret@my_host/db",
                "jdbc:postgresql://u:s3cret@h1,h2/db",
                "jdbc:postgresql://u:s3cret@h1:5432,h2:5432/db",
                "jdbc:postgresql://h1,u:s3cret@h2/db",
                "jdbc:postgresql://u:s3@cret@h/db",
                "jdbc:postgresql://u:s3/s3cret@h/db",
                "jdbc:postgresql://u:s3?s3cret@h/db",
                "jdbc:postgresql://u:12/s3cret@h/db",
                "jdbc:postgresql://u:12?s3cret@h/db",
                "jdbc:postgresql://u%3As3cret@h/db",
                "jdbc:postgresql:u:s3cret@h/db",
                "jdbc:postgresql://u@h1,h2/db?password=s3cret",
                "webhooks://hooks/s3cret"
            })
    void passwordsAreRefusedAndNotRepeated(String spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultSinks.of(spec))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:", "mysql:x", "", "Print", "jdbc:sqlite:x"})
    void whatIsUnknownIsNamed(String spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultSinks.of(spec))
                .withMessageContaining("'" + spec + "'")
                .withMessageContaining("sqlite:PATH");
    }

    @Test
    void theUserMayStandBeforeTheHost() {
        Database database =
                ((JdbcResultSink)
                                ResultSinks.of("jdbc:postgresql://nomad@db:5433/results?ssl=true"))
                        .database();
        assertThat(database.user()).isEqualTo("nomad");
        assertThat(database.url()).isEqualTo("jdbc:postgresql://db:5433/results?ssl=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://nomad@my_host/db|nomad|jdbc:postgresql://my_host/db",
                "jdbc:postgresql://nomad@h1:1,h2/db?a=b|nomad|jdbc:postgresql://h1:1,h2/db?a=b",
                "jdbc:postgresql://h_1,h2/db|''|jdbc:postgresql://h_1,h2/db",
                "jdbc:postgresql://me%40server@[::1]:5432/db|me@server|jdbc:postgresql://[::1]:5432/db",
                "jdbc:postgresql://h/db?user=me@server|''|jdbc:postgresql://h/db?user=me@server",
                "jdbc:postgresql:db|''|jdbc:postgresql:db",
                "jdbc:postgresql:/|''|jdbc:postgresql:/"
            })
    void hostsMayBeSeveralAndHaveAnyName(String spec, String user, String url) {
        Database database = ((JdbcResultSink) ResultSinks.of(spec)).database();
        assertThat(database.user()).isEqualTo(user);
        assertThat(database.url()).isEqualTo(url);
    }

    /** TaskManagers have another working directory. */
    @Test
    void theFileOfAPasswordIsNamedAbsolutely() {
        ResultSink sink =
                ResultSinks.of("jdbc:postgresql://h/db", Path.of("secret"), Duration.ofMinutes(1));
        assertThat(((JdbcResultSink) sink).database().passwordFile())
                .isEqualTo(Path.of("secret").toAbsolutePath().toString());
    }

    @Test
    void pathsBecomeAbsolute() {
        assertThat(ResultSinks.of("sqlite:a/../b.db").describe())
                .startsWith("jdbc:sqlite:/")
                .endsWith("/b.db");
    }
}
