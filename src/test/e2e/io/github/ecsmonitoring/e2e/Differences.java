package io.github.ecsmonitoring.e2e;

import java.util.Map;
import java.util.TreeMap;

/**
 * All in which what these tests run differs from the synthesized template, and why. Command, configuration and
 * environment are the template's apart from what stands here.
 *
 * <ul>
 *   <li>The origin of the URLs of AMP and CloudWatch: the stand-in's. Paths stay.
 *   <li>An argument that says where the configuration is, which ADOT knows without.
 *   <li>The exporter {@code awsxray}: with ADOT it gets the stand-in's endpoint; in another collector, which has none,
 *       an exporter of OTLP takes its place.
 *   <li>Credentials, metadata and region, which no template has: ECS, Fargate and EC2 put them there.
 *   <li>Where a test says so, the scrape interval: 5 s is under what the library allows, and gives a test enough
 *       samples in its time. Also how long a batch waits, and how long a collector tries again or may take to stop.
 *   <li>Containers have no limit of memory and no namespace of processes; the collector is no container, only a process
 *       in the task's network.
 * </ul>
 *
 * @param aws the stand-in, as the task sees it
 * @param adot whether the collector is ADOT itself
 */
record Differences(String aws, boolean adot) {
    /** How a collector that is not ADOT finds its configuration; ADOT takes the variable in any case. */
    static final String CONFIG = "--config=env:AOT_CONFIG_CONTENT";

    static final String TRACES = "/traces-instead-of-xray";

    /** Environment and configuration of the collector. */
    Map<String, String> collector(TemplateContainer container, boolean quick) {
        Map<String, String> environment = new TreeMap<>(container.environment());
        environment.computeIfPresent(
                "AMP_REMOTE_WRITE_URL",
                (name, url) ->
                        replace(url, "https://aps-workspaces." + Aws.WORKSPACE_REGION + ".amazonaws.com/", aws + "/"));
        environment.computeIfPresent(
                "CLOUDWATCH_METRICS_URL",
                (name, url) -> replace(url, "https://monitoring." + Aws.TASK_REGION + ".amazonaws.com/", aws + "/"));
        environment.compute("AOT_CONFIG_CONTENT", (name, config) -> quick ? quick(xray(config)) : xray(config));
        return environment;
    }

    private String xray(String config) {
        if (!config.contains("\n  awsxray:\n")) {
            return config;
        }
        return adot
                ? replace(config, "\n  awsxray:\n", "\n  awsxray:\n    endpoint: " + aws + "\n")
                : replace(
                        replace(
                                config,
                                "\n  awsxray:\n    region: \"${env:AWS_REGION}\"\n",
                                "\n  otlp_http/xray:\n    traces_endpoint: " + aws + TRACES
                                        + "\n    compression: none\n"),
                        "- awsxray\n",
                        "- otlp_http/xray\n");
    }

    private static String quick(String config) {
        return replace(
                config,
                "scrape_interval: 30s\n        scrape_timeout: 10s\n",
                "scrape_interval: 5s\n        scrape_timeout: 5s\n");
    }

    /** What ECS and Fargate put into each container. */
    static Map<String, String> fromEcs(String metadata) {
        return Map.of("ECS_CONTAINER_METADATA_URI_V4", metadata, "AWS_REGION", Aws.TASK_REGION, "HOME", "/");
    }

    /** The task role's credentials; ECS would name a URL to get them from. */
    static Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", Aws.KEY_ID, "AWS_SECRET_ACCESS_KEY", Aws.SECRET_KEY);
    }

    /** Where the instance metadata of EC2 is. */
    static Map<String, String> fromEc2(String origin) {
        return Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", origin);
    }

    /**
     * A difference that would not be there any more is an error: else the test would run something else than it says.
     */
    static String replace(String text, String expected, String other) {
        if (!text.contains(expected)) {
            throw new IllegalStateException("expected \"" + expected + "\" in what the template has, got:\n" + text);
        }
        return text.replace(expected, other);
    }
}
