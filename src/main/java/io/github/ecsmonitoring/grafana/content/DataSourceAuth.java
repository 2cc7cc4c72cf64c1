package io.github.ecsmonitoring.grafana.content;

/**
 * Where a data source gets AWS credentials.
 *
 * @param type the value of {@code sigV4AuthType} and {@code authType}
 */
public record DataSourceAuth(String type) {
    /** The role of a workspace of Amazon Managed Grafana. */
    public static final DataSourceAuth WORKSPACE_ROLE = new DataSourceAuth("ec2_iam_role");
    /** The AWS SDK's default chain, for example the role of an ECS task. */
    public static final DataSourceAuth DEFAULT_CHAIN = new DataSourceAuth("default");
}
