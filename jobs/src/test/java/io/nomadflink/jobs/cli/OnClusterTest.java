package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the launcher's property the main method is called by Flink, whose JVM must not end. */
class OnClusterTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--simulate",
                "--state=here",
                "--parallelism=1",
                "--checkpoint-interval=1s",
                "--stop-after=1s"
            })
    void optionsOfOneProcessAreRefused(String option) {
        assertThatThrownBy(() -> NomadFlink.main(new String[] {"run", option}))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(option.replaceFirst("=.*", ""))
                .hasMessageContaining("Flink's own options");
    }

    @Test
    void theSameInAConfigurationAreRefusedUnlessDefaults() throws Exception {
        Path other = Files.writeString(directory.resolve("other.yaml"), "parallelism: 4\n");
        Path same =
                Files.writeString(
                        directory.resolve("same.yaml"),
                        "parallelism: 1\ncheckpoint-interval: 1s\nsimulate: false\nslide: 30s\n");

        assertThatThrownBy(() -> run("--config", other.toString()))
                .hasMessageContaining("--parallelism");
        assertThatThrownBy(() -> run("--config", same.toString(), "--address", "nowhere"))
                .as("gets past the refusals to the next mistake")
                .hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "simulate", "record --out=a"})
    void otherCommandsAreRefused(String command) {
        assertThatThrownBy(() -> NomadFlink.main(command.split(" ")))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(command.replaceFirst(" .*", ""))
                .hasMessageContaining("submit 'run' or 'capture'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "capture --to=files:a"})
    void settingsAreCheckedBeforeTheJobIsBuilt(String command) {
        assertThatThrownBy(
                        () ->
                                NomadFlink.main(
                                        (command + " --hedge --address=http://a:1").split(" ")))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--hedge")
                .hasMessageNotContaining("nomad.hedge");
    }

    @Test
    void wrongUsageIsAParametrizationErrorOfOneLine() {
        assertThatThrownBy(() -> run("--window", "soon"))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--window")
                .hasMessageContaining("'soon'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void helpReturns() {
        assertThatCode(() -> run("--help")).doesNotThrowAnyException();
    }

    @Test
    void onlyTheMainMethodAndSignalsEndTheJvm() {
        JavaClasses classes = new ClassFileImporter().importPackages("io.nomadflink.jobs");
        assertThat(classes).isNotEmpty();
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveSimpleName("NomadFlink")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveSimpleName("StopRequest")
                .and()
                .doNotHaveSimpleName("LocalRun")
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .check(classes);
    }

    private static void run(String... options) throws Exception {
        String[] args = new String[options.length + 1];
        args[0] = "run";
        System.arraycopy(options, 0, args, 1, options.length);
        NomadFlink.main(args);
    }
}
