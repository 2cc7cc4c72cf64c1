package io.github.ecsmonitoring.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The structural rules of all modules, checked on their class files. */
class ArchitectureTest {
    @ParameterizedTest
    @EnumSource
    void packagesUseOnlyThePackagesListedForThem(Module module) {
        Map<String, Set<String>> packages = Dependencies.betweenPackages(module);
        assertThat(packages).as("packages").isNotEmpty();
        packages.forEach((user, used) ->
                assertThat(used).as("used by package '%s'", user).allMatch(name -> module.allows(user, name)));
    }

    @ParameterizedTest
    @EnumSource
    void packagesHaveNoCycles(Module module) {
        assertThat(Cycles.in(Dependencies.betweenPackages(module))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void filesOfOnePackageHaveNoCycles(Module module) {
        assertThat(Dependencies.cyclesOfFiles(module)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void staticFieldsAreConstants(Module module) {
        assertThat(StaticState.of(module)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void classesArePublicOnlyForOtherPackagesOrUsers(Module module) throws Exception {
        assertThat(Visibility.needlesslyPublic(module)).isEmpty();
    }

    /** A stranger should never have to ask which class of that name is meant. */
    @Test
    void classNamesAreUnique() {
        assertThat(ClassNames.duplicates()).isEmpty();
        assertThat(ClassNames.sharedWithTheJdk()).containsExactly("Collector"); // node_exporter's term
    }
}
