package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.CollectorProgram;
import java.util.Map;
import java.util.TreeMap;

/**
 * All differences between the synthesized template and the processes of these tests. Everything else in the command,
 * configuration and environment is the template's.
 *
 * <ul>
 *   <li>The URLs of AMP and CloudWatch have the origin of the {@link AwsEmulator}, and so has the endpoint of STS.
 *   <li>The collector gets an argument with the location of its configuration, which ADOT does not need.
 *   <li>The {@code awsxray} exporter gets the endpoint of the emulator. A collector other than ADOT has no such
 *       exporter, so an OTLP exporter replaces it.
 *   <li>Credentials, metadata endpoints and the region are added, as ECS, Fargate and EC2 do, and the variables of
 *       ADOT's image.
 *   <li>{@link CollectorOverrides} may shorten the scrape interval to 5 s, below the library's minimum, as well as
 *       batch and retry times; tests may stop a collector with a shorter timeout.
 *   <li>Containers have no memory limit and no PID namespace, and the collector runs in the task's network namespace
 *       only.
 * </ul>
 *
 * @param aws origin of the emulator, as seen by the task
 * @param hasXRay whether the collector has the exporter for X-Ray, as ADOT has
 */
record TemplateDifferences(String aws, boolean hasXRay) {
    /** Location of the configuration for collectors other than ADOT, which always reads this variable. */
    static final String CONFIG = "--config=env:AOT_CONFIG_CONTENT";

    /** Path that receives traces from collectors without an X-Ray exporter. */
    static final String TRACES = "/traces-instead-of-xray";

    /** Environment of the collector, including its configuration. */
    Map<String, String> collector(TemplateContainer container, boolean quick) {
        Map<String, String> environment = new TreeMap<>(CollectorProgram.IMAGE_ENVIRONMENT);
        environment.putAll(container.environment());
        environment.computeIfPresent(
                "AMP_REMOTE_WRITE_URL",
                (name, url) -> replace(
                        url, "https://aps-workspaces." + environment.get("AMP_REGION") + ".amazonaws.com/", aws + "/"));
        environment.put("AWS_ENDPOINT_URL_STS", aws);
        environment.computeIfPresent(
                "CLOUDWATCH_METRICS_URL",
                (name, url) ->
                        replace(url, "https://monitoring." + AwsEmulator.TASK_REGION + ".amazonaws.com/", aws + "/"));
        environment.compute("AOT_CONFIG_CONTENT", (name, config) -> quick ? quick(xray(config)) : xray(config));
        return environment;
    }

    private String xray(String config) {
        if (!config.contains("\n  awsxray:\n")) {
            return config;
        }
        return hasXRay
                ? replace(config, "\n  awsxray:\n", "\n  awsxray:\n    endpoint: " + aws + "\n")
                : replace(
                        replace(
                                config,
                                "\n  awsxray:\n    region: \"${env:AWS_REGION}\"\n",
                                "\n  otlp_http/xray:\n    traces_endpoint: " + aws + TRACES
                                        + "\n    encoding: json\n    compression: none\n"),
                        "- awsxray\n",
                        "- otlp_http/xray\n");
    }

    private static String quick(String config) {
        return replace(
                config,
                "scrape_interval: 30s\n        scrape_timeout: 10s\n",
                "scrape_interval: 5s\n        scrape_timeout: 5s\n");
    }

    /** Variables that ECS and Fargate add to each container. */
    static Map<String, String> fromEcs(String metadata) {
        return Map.of("ECS_CONTAINER_METADATA_URI_V4", metadata, "AWS_REGION", AwsEmulator.TASK_REGION, "HOME", "/");
    }

    /** Credentials of the task role, for which ECS would provide a URL. */
    static Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", AwsEmulator.KEY_ID, "AWS_SECRET_ACCESS_KEY", AwsEmulator.SECRET_KEY);
    }

    /** Endpoint of the EC2 instance metadata. */
    static Map<String, String> fromEc2(String origin) {
        return Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", origin);
    }

    /** Fails if the text is missing, since the documented difference would then be absent. */
    static String replace(String text, String expected, String other) {
        if (!text.contains(expected)) {
            throw new IllegalStateException("expected \"" + expected + "\" in the template, got:\n" + text);
        }
        return text.replace(expected, other);
    }
}
