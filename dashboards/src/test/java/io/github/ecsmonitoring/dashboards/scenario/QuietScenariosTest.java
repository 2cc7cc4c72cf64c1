package io.github.ecsmonitoring.dashboards.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class QuietScenariosTest {
    @BeforeAll
    static void promtoolIsInstalled() {
        assumeTrue(Promtool.isInstalled("QuietScenariosTest"), "promtool is not on the PATH");
    }

    @TestFactory
    Stream<DynamicTest> noAlertFires(@TempDir Path dir) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        ScenarioRun.failures(scenarios(), dir)
                .forEach((name, failure) -> tests.add(
                        DynamicTest.dynamicTest(name, () -> assertThat(failure).isEmpty())));
        return tests.stream();
    }

    private static List<Scenario> scenarios() throws IOException {
        List<Scenario> scenarios = new ArrayList<>(QuietScenarios.all());
        scenarios.addAll(TwinScenarios.all());
        scenarios.addAll(AnchorScenarios.all());
        return scenarios;
    }
}
