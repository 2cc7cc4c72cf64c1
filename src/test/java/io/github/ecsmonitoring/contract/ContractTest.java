package io.github.ecsmonitoring.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The upgrade contract: what the last release had is still there. */
class ContractTest {
    @ParameterizedTest
    @EnumSource
    void namesOfTheLastReleaseAreStillThere(Contract contract) throws Exception {
        new CommittedNames(
                        Path.of("test/resources").resolve(contract.fileName()), contract.heading(), contract.usedIn())
                .check(contract.names(), Boolean.getBoolean("snapshots.update"));
    }

    @Test
    void eachListHasNames() throws Exception {
        for (Contract contract : Contract.values()) {
            assertThat(contract.names()).as("%s", contract).hasSizeGreaterThan(5);
        }
    }

    @Test
    void aRemovedNameIsAnErrorThatTellsWhoIsAffected(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("rules.txt"), "# Rules\nEcsA\nEcsB\n");
        CommittedNames names = new CommittedNames(file, "# Rules\n", "silences");

        for (boolean update : new boolean[] {true, false}) {
            assertThatThrownBy(() -> names.check(List.of("EcsB", "EcsC"), update))
                    .hasMessage("""
                            %s: removed or renamed: [EcsA]
                            Users have these names in silences. Keep them; or, in a version that may break users, remove the lines from the file \
                            by hand and describe the change in CHANGELOG.md.""".formatted(file));
        }
        assertThat(file).hasContent("# Rules\nEcsA\nEcsB\n");
    }

    @Test
    void aNewNameIsAddedByAnUpdate(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("rules.txt"), "# Rules\nEcsA\n");
        CommittedNames names = new CommittedNames(file, "# Rules\n", "silences");

        assertThatThrownBy(() -> names.check(List.of("EcsB", "EcsA"), false))
                .hasMessage(file + ": not listed yet: [EcsB]\nAdd them with mvn verify -Dsnapshots.update=true");
        names.check(List.of("EcsB", "EcsA"), true);
        assertThat(file).hasContent("# Rules\nEcsA\nEcsB\n");
        assertThatCode(() -> names.check(List.of("EcsB", "EcsA"), false)).doesNotThrowAnyException();
    }

    @Test
    void eachVersionInTheChangelogSaysWhetherItRedeploysTasks() throws Exception {
        String[] chapters = Files.readString(Path.of("../CHANGELOG.md")).split("(?m)^## ");
        assertThat(chapters).hasSizeGreaterThan(1);
        for (int i = 1; i < chapters.length; i++) {
            assertThat(chapters[i]).containsPattern("\\A.*\\n\\nRedeploys tasks: (yes|no)[,.]");
        }
    }
}
