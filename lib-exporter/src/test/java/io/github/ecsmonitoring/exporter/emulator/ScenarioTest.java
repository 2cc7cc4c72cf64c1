package io.github.ecsmonitoring.exporter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A summary of all scenarios, from which to choose one for a test. */
@Timeout(120)
class ScenarioTest {
    @Test
    void servesEachKindOfTask() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String name : Scenario.names().split(", ")) {
            try (Emulator emulator = Emulator.start("--scenario=" + name, "--frozen")) {
                all.append(name).append(": ").append(summary(emulator.uri().toString()));
            }
        }
        assertThat(all.toString()).isEqualTo("""
                fargate: FARGATE arn:aws:ecs:us-east-1:111122223333:cluster/shop service=orders limits=0.5/1024 clock=0.4175 storage=1843/21504
                  migrate STOPPED exit=0 limits=2/null network=awsvpc stats=null
                  app RUNNING limits=128/768 health=HEALTHY restarts=2 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                  adot-collector RUNNING limits=2/null restarts=0 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                fargate-cgroup2: FARGATE arn:aws:ecs:us-east-1:111122223333:cluster/shop service=orders limits=0.5/1024 clock=0.4175 storage=1843/21504
                  migrate STOPPED exit=0 limits=2/null network=awsvpc stats=null
                  app RUNNING limits=128/768 health=HEALTHY restarts=2 network=awsvpc cgroup=v2 limit=805306368 eth1=184320000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v2 limit=67108864 eth1=184320000
                  adot-collector RUNNING limits=2/null restarts=0 network=awsvpc cgroup=v2 limit=1073741824 eth1=184320000
                fargate-govcloud: FARGATE arn:aws-us-gov:ecs:us-gov-west-1:111122223333:cluster/shop service=orders limits=0.5/1024 clock=0.4175 storage=1843/21504
                  migrate STOPPED exit=0 limits=2/null network=awsvpc stats=null
                  app RUNNING limits=128/768 health=HEALTHY restarts=2 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                  adot-collector RUNNING limits=2/null restarts=0 network=awsvpc cgroup=v1 limit=9223372036854771712 eth1=184320000
                fargate-china: FARGATE arn:aws-cn:ecs:cn-north-1:111122223333:cluster/shop service=orders limits=0.5/1024 clock=0.4175 storage=1843/21504
                  migrate STOPPED exit=0 limits=2/null network=awsvpc stats=null
                  app RUNNING limits=128/768 health=HEALTHY restarts=2 network=awsvpc cgroup=v2 limit=805306368 eth1=184320000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v2 limit=67108864 eth1=184320000
                  adot-collector RUNNING limits=2/null restarts=0 network=awsvpc cgroup=v2 limit=1073741824 eth1=184320000
                ec2-bridge: EC2 shop service=catalogue vpc=vpc-0a1b2c3d4e5f60718
                  web RUNNING limits=512/512 health=HEALTHY network=bridge cgroup=v2 limit=536870912 eth0=96256000
                  cache RUNNING limits=128/256 network=bridge cgroup=v2 limit=268435456 eth0=20480000
                  node-exporter RUNNING limits=32/64 network=bridge cgroup=v2 limit=67108864 eth0=1024000
                  warm-up STOPPED exit=137 limits=64/128 network=bridge stats={}
                ec2-awsvpc: EC2 shop service=payments limits=1/2048 vpc=vpc-0a1b2c3d4e5f60718
                  ~internal~ecs~pause RESOURCES_PROVISIONED type=CNI_PAUSE limits=0/0 network=awsvpc cgroup=v2 limit=8098906112 eth0=262144000
                  app RUNNING limits=512/1024 health=UNHEALTHY restarts=5 network=awsvpc cgroup=v2 limit=1073741824 eth0=262144000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v2 limit=67108864 eth0=262144000
                ec2-host: EC2 shop service=node-exporter vpc=vpc-0a1b2c3d4e5f60718
                  node-exporter RUNNING limits=64/128 network=host cgroup=v2 limit=134217728 none
                ec2-no-limits: EC2 shop
                  worker RUNNING limits=0/0 network=bridge cgroup=v2 limit=8098906112 eth0=40960000
                  node-exporter RUNNING network=bridge cgroup=v2 limit=8098906112 eth0=1024000
                managed-instances: MANAGED_INSTANCES arn:aws:ecs:us-east-1:111122223333:cluster/shop service=search limits=2/4096 vpc=vpc-0a1b2c3d4e5f60718
                  app RUNNING limits=1024/2048 health=HEALTHY restarts=0 network=awsvpc cgroup=v2 limit=2147483648 eth0=73728000
                  node-exporter RUNNING limits=32/64 network=awsvpc cgroup=v2 limit=67108864 eth0=73728000
                """);
    }

    /** One line for the task and one for each container, without missing values. */
    private static String summary(String uri) throws Exception {
        Map<String, Object> task = TestClient.object(uri + "/task");
        Map<String, Object> stats = TestClient.object(uri + "/task/stats");
        StringBuilder lines = new StringBuilder(line(
                task.get("LaunchType"),
                task.get("Cluster"),
                "service",
                task.get("ServiceName"),
                "limits",
                pair(task.get("Limits"), "CPU", "Memory"),
                "clock",
                object(task.get("ClockDrift")).get("ClockErrorBound"),
                "storage",
                pair(task.get("EphemeralStorageMetrics"), "Utilized", "Reserved"),
                "vpc",
                task.get("VPCID")));
        assertThat((String) task.get("TaskARN"))
                .matches("arn:aws[a-z-]*:ecs:[a-z0-9-]+:111122223333:task/shop/[0-9a-f]{32}");
        assertThat(stats.keySet())
                .containsExactlyInAnyOrderElementsOf(containers(task)
                        .map(each -> (String) each.get("DockerId"))
                        .toList());
        containers(task)
                .forEach(container ->
                        lines.append("  ").append(summary(container, stats.get((String) container.get("DockerId")))));
        return lines.toString();
    }

    private static String summary(Map<String, Object> container, Object stats) {
        Object type = container.get("Type").equals("NORMAL") ? null : container.get("Type");
        Object health = object(container.get("Health")).get("status");
        Object limits = pair(container.get("Limits"), "CPU", "Memory");
        Object network =
                object(((List<?>) container.get("Networks")).getFirst()).get("NetworkMode");
        String line = line(
                container.get("Name"),
                container.get("KnownStatus"),
                "type",
                type,
                "exit",
                container.get("ExitCode"),
                "limits",
                limits,
                "health",
                health,
                "restarts",
                container.get("RestartCount"),
                "network",
                network);
        return line.replace(
                "\n", stats == null || object(stats).isEmpty() ? " stats=" + stats + "\n" : stats(object(stats)));
    }

    private static String stats(Map<String, Object> stats) {
        Object cpu = object(stats.get("cpu_stats")).get("cpu_usage");
        String received = object(stats.get("networks")).entrySet().stream()
                .map(each -> each.getKey() + "=" + object(each.getValue()).get("rx_bytes"))
                .collect(Collectors.joining(","));
        return " cgroup=" + (object(cpu).containsKey("percpu_usage") ? "v1" : "v2") + " limit="
                + object(stats.get("memory_stats")).get("limit") + " " + (received.isEmpty() ? "none" : received)
                + "\n";
    }

    private static String pair(Object object, String first, String second) {
        return object == null
                ? null
                : object(object).get(first) + "/" + object(object).get(second);
    }

    private static String line(Object first, Object second, Object... details) {
        StringBuilder line = new StringBuilder().append(first).append(' ').append(second);
        for (int i = 0; i < details.length; i += 2) {
            line.append(details[i + 1] == null ? "" : " " + details[i] + "=" + details[i + 1]);
        }
        return line.append('\n').toString();
    }

    private static Stream<Map<String, Object>> containers(Map<String, Object> task) {
        Function<Object, Map<String, Object>> asObject = ScenarioTest::object;
        return ((List<?>) task.get("Containers")).stream().map(asObject);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object object) {
        return object == null ? Map.of() : (Map<String, Object>) object;
    }
}
