package io.github.ecsmonitoring.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The structural rules of all modules; {@link Violations} lists the known exceptions. */
class ArchitectureTest {
    @ParameterizedTest
    @EnumSource
    void packagesUseOnlyThePackagesListedForThem(Module module) {
        Map<String, Set<String>> used = Dependencies.betweenPackages(module);
        assertThat(used.keySet()).as("packages").isEqualTo(module.layers.keySet());
        used.forEach((name, targets) -> assertThat(module.layers.get(name))
                .as("allowed for package '%s'", name)
                .containsAll(targets));
    }

    @ParameterizedTest
    @EnumSource
    void packagesHaveNoCycles(Module module) {
        assertThat(Cycles.in(module.layers)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void filesOfOnePackageHaveNoCycles(Module module) {
        assertThat(Dependencies.cyclesOfFiles(module)).containsExactlyInAnyOrderElementsOf(Violations.cycles(module));
    }

    @ParameterizedTest
    @EnumSource
    void staticFieldsAreConstants(Module module) {
        assertThat(StaticState.of(module)).containsExactlyInAnyOrderElementsOf(Violations.staticState(module));
    }

    @ParameterizedTest
    @EnumSource
    void classesArePublicOnlyForOtherPackagesOrUsers(Module module) throws Exception {
        assertThat(Visibility.needlesslyPublic(module))
                .containsExactlyInAnyOrderElementsOf(Violations.needlesslyPublic(module));
    }
}
