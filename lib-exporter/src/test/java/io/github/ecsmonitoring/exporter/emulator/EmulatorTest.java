package io.github.ecsmonitoring.exporter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.json.JsonTree;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EmulatorTest {
    private static final String HOST_TASK = """
            {"Cluster":"shop","ServiceName":"node-exporter","VPCID":"vpc-0a1b2c3d4e5f60718",\
            "TaskARN":"arn:aws:ecs:us-east-1:111122223333:task/shop/a87ff679a2f34e71b9181a67b7542122","Family":"node-exporter","Revision":"3",\
            "DesiredStatus":"RUNNING","KnownStatus":"RUNNING","PullStartedAt":"2026-11-20T05:59:51.402118306Z",\
            "PullStoppedAt":"2026-11-20T06:00:08.871330214Z","AvailabilityZone":"us-east-1a","LaunchType":"EC2",\
            "Containers":[{"DockerId":"ba1d9ef429738965f2c6cbff2fca58cfeca8e845d1c2c1fba92e5f67165ea6e3","Name":"node-exporter",\
            "DockerName":"ecs-node-exporter-3-node-exporter-2303824a4e3dc61fe319",\
            "Image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/node-exporter:0.1.0",\
            "ImageID":"sha256:36f7aad3ec9a877998af76f75d821157233b6a70cb6bebcaece8c669591c8080","Labels":{"com.amazonaws.ecs.cluster":"shop",\
            "com.amazonaws.ecs.container-name":"node-exporter",\
            "com.amazonaws.ecs.task-arn":"arn:aws:ecs:us-east-1:111122223333:task/shop/a87ff679a2f34e71b9181a67b7542122",\
            "com.amazonaws.ecs.task-definition-family":"node-exporter","com.amazonaws.ecs.task-definition-version":"3"},\
            "DesiredStatus":"RUNNING","KnownStatus":"RUNNING","Limits":{"CPU":64,"Memory":128},"CreatedAt":"2026-11-20T06:00:09.120733154Z",\
            "StartedAt":"2026-11-20T06:00:10.348102977Z","Type":"NORMAL","LogDriver":"awslogs",\
            "LogOptions":{"awslogs-group":"/shop/node-exporter","awslogs-region":"us-east-1",\
            "awslogs-stream":"ecs/node-exporter/a87ff679a2f34e71b9181a67b7542122"},\
            "ContainerARN":"arn:aws:ecs:us-east-1:111122223333:container/shop/a87ff679a2f34e71b9181a67b7542122/ba1d9ef4-2973-4965-82c6-cbff2fca58cf",\
            "Networks":[{"NetworkMode":"host","IPv4Addresses":[""]}]}]}""";
    private static final String HOST_STATS = """
            {"read":"2026-11-20T06:20:10.004518266Z","preread":"2026-11-20T06:20:09.004518266Z","pids_stats":{"current":19,"limit":9241},\
            "blkio_stats":{"io_service_bytes_recursive":[{"major":259,"minor":0,"op":"read","value":12288000},{"major":259,"minor":0,\
            "op":"write","value":0}],"io_serviced_recursive":null,"io_queue_recursive":null,"io_service_time_recursive":null,\
            "io_wait_time_recursive":null,"io_merged_recursive":null,"io_time_recursive":null,"sectors_recursive":null},"num_procs":0,\
            "storage_stats":{},"cpu_stats":{"cpu_usage":{"total_usage":9120774000,"usage_in_kernelmode":3100120000,\
            "usage_in_usermode":6020654000},"system_cpu_usage":5120400000000,"online_cpus":2,"throttling_data":{"periods":0,\
            "throttled_periods":0,"throttled_time":0}},"precpu_stats":{"cpu_usage":{"total_usage":9113474000,"usage_in_kernelmode":3097639000,\
            "usage_in_usermode":6015835000},"system_cpu_usage":5118410000000,"online_cpus":2,"throttling_data":{"periods":0,\
            "throttled_periods":0,"throttled_time":0}},"memory_stats":{"usage":52137984,"stats":{"active_anon":5505024,"active_file":4194304,\
            "anon":44040192,"anon_thp":0,"file":6291456,"file_dirty":0,"file_mapped":2097152,"file_writeback":0,"inactive_anon":38535168,\
            "inactive_file":2097152,"kernel_stack":393216,"pgactivate":2210,"pgdeactivate":0,"pgfault":30544,"pglazyfree":0,"pglazyfreed":0,\
            "pgmajfault":97,"pgrefill":0,"pgscan":0,"pgsteal":0,"shmem":0,"slab":1413120,"slab_reclaimable":901120,\
            "slab_unreclaimable":512000,"sock":0,"thp_collapse_alloc":0,"thp_fault_alloc":0,"unevictable":0,"workingset_activate":0,\
            "workingset_nodereclaim":0,"workingset_refault":0},"limit":134217728},\
            "name":"/ecs-node-exporter-3-node-exporter-2303824a4e3dc61fe319",\
            "id":"ba1d9ef429738965f2c6cbff2fca58cfeca8e845d1c2c1fba92e5f67165ea6e3"}""";

    @Test
    void respondsLikeTheAgent() throws Exception {
        try (Emulator emulator = Emulator.start("--scenario=ec2-host", "--frozen")) {
            String uri = emulator.uri().toString();
            HttpResponse<String> task = TestClient.get(uri + "/task");
            assertThat(task.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(task.body()).isEqualTo(HOST_TASK);
            String id = uri.substring(uri.lastIndexOf('/') + 1);
            assertThat(TestClient.get(uri + "/task/stats").body()).isEqualTo("{\"" + id + "\":" + HOST_STATS + "}");
            assertThat(TestClient.get(uri + "/stats").body()).isEqualTo(HOST_STATS);
            String container = HOST_TASK.substring(
                    HOST_TASK.indexOf("\"Containers\":[") + "\"Containers\":[".length(), HOST_TASK.length() - 2);
            assertThat(TestClient.get(uri).body()).isEqualTo(container).startsWith("{\"DockerId\":\"" + id);
            assertThat(TestClient.get(uri + "/taskWithTags").body())
                    .isEqualTo(
                            HOST_TASK.substring(0, HOST_TASK.length() - 1)
                                    + ",\"TaskTags\":{\"team\":\"shop\",\"environment\":\"test\"},\"ContainerInstanceTags\":{\"Name\":\"shop-hosts\"}}");
        }
    }

    @Test
    void replacesTheTaskId() throws Exception {
        String id = "00000000000000000000000000000002";
        try (Emulator emulator = Emulator.start("--scenario=ec2-host", "--frozen", "--task-id=" + id)) {
            assertThat(TestClient.get(emulator.uri() + "/task").body())
                    .isEqualTo(HOST_TASK.replace("a87ff679a2f34e71b9181a67b7542122", id));
        }
    }

    /** The agent on Fargate makes the ids of containers from that of the task. */
    @ParameterizedTest
    @ValueSource(
            strings = {"fargate", "fargate-cgroup2", "fargate-china", "ec2-bridge", "ec2-awsvpc", "managed-instances"})
    void hasStatsOfTheContainersOfATaskWithAnotherId(String scenario) throws Exception {
        String id = "00000000000000000000000000000002";
        try (Emulator emulator = Emulator.start("--scenario=" + scenario, "--task-id=" + id)) {
            String uri = emulator.uri().toString();
            Map<?, ?> task = (Map<?, ?>)
                    JsonTree.parse("task", TestClient.get(uri + "/task").body());
            Map<?, ?> stats = (Map<?, ?>)
                    JsonTree.parse("stats", TestClient.get(uri + "/task/stats").body());
            List<Object> containers = new ArrayList<>();
            ((List<?>) task.get("Containers")).forEach(each -> containers.add(((Map<?, ?>) each).get("DockerId")));
            assertThat(stats.keySet()).isEqualTo(Set.copyOf(containers));
        }
    }

    @Test
    void respondsWithNotFoundToUnknownPaths() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            String uri = emulator.uri().toString();
            assertResponse(TestClient.get(uri + "/tasks"), 404, "\"no resource at '/tasks'\"");
            assertResponse(TestClient.get(uri + "/task/"), 404, "\"no resource at '/task/'\"");
            assertResponse(
                    TestClient.get(emulator.origin() + "/v4/1234/task"), 404, "\"no container has the id '1234'\"");
            assertResponse(TestClient.get(emulator.origin() + "/v3/1234"), 404, "no resource at '/v3/1234'");
            assertResponse(
                    TestClient.get(emulator.origin() + "/latest/meta-data/instance-id"),
                    404,
                    "no resource at '/latest/meta-data/instance-id'");
            assertThat(emulator.answers()).isEqualTo(Map.of("tasks 404", 1, "task/ 404", 1, "task 404", 1));
        }
    }

    @Test
    void increasesItsCounters() throws Exception {
        try (Emulator emulator = Emulator.start("--scenario=ec2-bridge")) {
            String first = TestClient.get(emulator.uri() + "/stats").body();
            Thread.sleep(20);
            assertThat(TestClient.get(emulator.uri() + "/stats").body())
                    .isNotEqualTo(first)
                    .hasSizeBetween(first.length() - 20, first.length() + 20);
        }
    }

    @Test
    void changesFaultsAtRunTime() throws Exception {
        try (Emulator emulator = Emulator.start("--faults=429")) {
            String uri = emulator.uri() + "/task";
            assertResponse(TestClient.get(uri), 429, "emulated fault");
            assertResponse(TestClient.put(emulator.origin() + "/control/faults", "503"), 200, "503\n");
            assertResponse(TestClient.get(uri), 503, "emulated fault");
            assertResponse(TestClient.get(emulator.origin() + "/control/faults"), 200, "503\n");
            assertResponse(TestClient.put(emulator.origin() + "/control/faults", ""), 200, "\n");
            assertThat(TestClient.get(uri).statusCode()).isEqualTo(200);
            assertResponse(
                    TestClient.put(emulator.origin() + "/control/faults", "down"),
                    400,
                    "expected " + Faults.GRAMMAR + ", got 'down'\n");
            assertThat(TestClient.get(uri).statusCode())
                    .as("an invalid request keeps the faults")
                    .isEqualTo(200);
            assertResponse(
                    TestClient.get(emulator.origin() + "/control/answers"),
                    200,
                    "task 200 2\ntask 429 1\ntask 503 1\n");
            assertResponse(
                    TestClient.get(emulator.origin() + "/control/fault"),
                    404,
                    "expected PUT or GET /control/faults, or GET /control/answers, got 'GET fault'\n");
        }
    }

    @Test
    void injectsFaults() throws Exception {
        try (Emulator emulator = Emulator.start("--frozen")) {
            String uri = emulator.uri() + "/task";
            String right = TestClient.get(uri).body();
            emulator.faults("empty");
            assertResponse(TestClient.get(uri), 200, "");
            emulator.faults("cut");
            assertThatThrownBy(() -> TestClient.get(uri))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining(
                            "content-length: " + right.length() + ", bytes received: " + right.length() / 2);
            emulator.faults("reset");
            assertThatThrownBy(() -> TestClient.get(uri)).isInstanceOf(IOException.class);
            emulator.faults("slow=300ms");
            long start = System.nanoTime();
            assertResponse(TestClient.get(uri), 200, right);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
            // The JDK's client repeats a request that gets no response on a reused connection.
            assertThat(emulator.answers())
                    .containsOnlyKeys("task 200", "task empty", "task cut", "task reset", "task slow");
        }
    }

    @Test
    void isMalformedInManyWays() throws Exception {
        try (Emulator emulator = Emulator.start("--frozen")) {
            String right = TestClient.get(emulator.uri() + "/task").body();
            emulator.faults("malformed");
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                HttpResponse<String> answer = TestClient.get(emulator.uri() + "/task");
                assertThat(answer.statusCode()).isEqualTo(200);
                wrong.add(answer.body());
            }
            assertThat(wrong)
                    .doesNotContain(right)
                    .contains("[]", right + right, right.substring(0, right.length() / 2));
            assertThat(wrong.stream().distinct()).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "1, 2, false"})
    void repeatsItsFaultsForASeed(int seed, int other, boolean same) throws Exception {
        assertThat(statuses(seed).equals(statuses(other))).isEqualTo(same);
    }

    @Test
    void servesInstanceMetadata() throws Exception {
        try (Emulator emulator = Emulator.start("--scenario=fargate-govcloud", "--imds")) {
            String latest = emulator.origin() + "/latest";
            assertResponse(TestClient.get(latest + "/meta-data/instance-id"), 401, "Unauthorized");
            assertResponse(TestClient.put(latest + "/api/token", ""), 400, "Bad Request");
            assertResponse(
                    TestClient.put(latest + "/api/token", "", "X-aws-ec2-metadata-token-ttl-seconds", "21601"),
                    400,
                    "Bad Request");
            HttpResponse<String> token =
                    TestClient.put(latest + "/api/token", "", "X-aws-ec2-metadata-token-ttl-seconds", "60");
            assertThat(token.headers().firstValue("X-aws-ec2-metadata-token-ttl-seconds"))
                    .hasValue("60");
            String[] header = {"X-aws-ec2-metadata-token", token.body()};
            assertResponse(TestClient.get(latest + "/meta-data/instance-id", header), 200, "i-0123456789abcdef0");
            assertResponse(
                    TestClient.get(latest + "/meta-data/hostname", header),
                    200,
                    "ip-10-20-7-21.us-gov-west-1.compute.internal");
            assertThat(TestClient.get(latest + "/dynamic/instance-identity/document", header)
                            .body())
                    .contains(
                            "\"accountId\":\"111122223333\"",
                            "\"region\":\"us-gov-west-1\"",
                            "\"instanceType\":\"m7i.large\"");
            assertResponse(TestClient.get(latest + "/user-data", header), 404, "Not Found");
        }
    }

    private static List<Integer> statuses(int seed) throws Exception {
        try (Emulator emulator = Emulator.start("--faults=429:0.3,500:0.3", "--seed=" + seed)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                statuses.add(TestClient.get(emulator.uri() + "/task").statusCode());
            }
            assertThat(statuses).contains(200, 429, 500);
            return statuses;
        }
    }

    private static void assertResponse(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
