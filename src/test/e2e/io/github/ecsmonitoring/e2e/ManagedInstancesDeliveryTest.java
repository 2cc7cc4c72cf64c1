package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs a task and the managed daemon as on ECS Managed Instances: the processor that detects labels knows no such
 * launch type, and the daemon has a network of its own without instance metadata. The files of the firmware are files
 * of this test, since few machines have them.
 */
@Tag("e2e")
@Timeout(600)
class ManagedInstancesDeliveryTest {
    private static final String TASK = "1679091c5a884faf9fb5e6087eb1b2dc";
    private static final String HOST = "i-0123456789abcdef0";

    private static Testbed testbed;
    private static List<ReceivedSeries> all;

    @BeforeAll
    static void startTasks() throws Exception {
        testbed = Testbed.start();
        testbed.task(MonitoredStacks.managedInstances(), "--scenario=managed-instances")
                .startCollector(CollectorOverrides.AT_ONCE);
        testbed.task(MonitoredStacks.managedHosts(), "--scenario=managed-instances")
                .startCollector(
                        CollectorOverrides.AT_ONCE.configured("/sys/devices/virtual/dmi/id/", firmware() + "/"));
        for (String instance : List.of(TASK, HOST)) {
            String selector = "up{instance='" + instance + "',job='node'}";
            Await.until(
                    selector,
                    () -> testbed.prometheus().series(selector).stream()
                            .anyMatch(up -> up.last().value().equals("1")),
                    testbed::describe);
        }
        all = testbed.prometheus().series("{__name__=~'.+',job='node'}");
    }

    private static Path firmware() throws Exception {
        Path folder = Files.createDirectories(testbed.folder().resolve("firmware"));
        Files.writeString(folder.resolve("board_asset_tag"), HOST + "\n");
        Files.writeString(folder.resolve("product_name"), "m7i.large\n");
        return folder;
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    void everySeriesOfATaskHasTheLabelContract() {
        assertThat(commonLabels(TASK))
                .hasToString("{account_id=111122223333, availability_zone=us-east-1a, ecs_cluster=shop, "
                        + "ecs_launch_type=managed_instances, ecs_service=orders-api, ecs_task_family=search, ecs_task_id="
                        + TASK + ", ecs_task_revision=18, "
                        + "environment=test, instance=" + TASK + ", job=node, region=us-east-1}");
    }

    @Test
    void everySeriesOfAnInstanceHasTheLabelContract() {
        assertThat(commonLabels(HOST))
                .hasToString("{account_id=111122223333, availability_zone=us-east-1a, ecs_cluster=shop, "
                        + "environment=test, instance=" + HOST
                        + ", instance_type=m7i.large, job=node, region=us-east-1}");
    }

    @Test
    void aTaskSendsNoMetricsOfTheKernel() {
        assertThat(names(TASK))
                .contains("ecs_task_memory_limit_bytes")
                .filteredOn(name -> name.startsWith("node_"))
                .containsExactly("node_scrape_collector_success");
    }

    @Test
    void theDaemonSendsTheNetworkOfTheMachineInsteadOfItsOwn() throws Exception {
        Set<String> devices = Files.readAllLines(Path.of("/proc/1/net/dev")).stream()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                // Links of other tests come and go.
                .filter(device -> !device.startsWith("veth") && !device.startsWith("e2e-"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> sent = all.stream()
                .filter(series -> series.name().equals("node_network_receive_bytes_total"))
                .map(series -> series.label("device"))
                .filter(device -> !device.startsWith("e2e-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sent).isEqualTo(devices);
        assertThat(names(HOST))
                .contains("node_load1", "node_filesystem_size_bytes", "node_netstat_Tcp_OutSegs")
                .noneMatch(name -> name.startsWith("ecs_") || name.startsWith("node_nf_conntrack"));
    }

    private static Set<String> names(String instance) {
        return all.stream()
                .filter(series -> series.label("instance").equals(instance))
                .map(ReceivedSeries::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels with one value for all series of an instance. */
    private static Map<String, String> commonLabels(String instance) {
        List<Map<String, String>> labels = all.stream()
                .map(ReceivedSeries::labels)
                .filter(each -> instance.equals(each.get("instance")))
                .toList();
        Map<String, String> common = new TreeMap<>(labels.get(0));
        labels.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        return common;
    }
}
