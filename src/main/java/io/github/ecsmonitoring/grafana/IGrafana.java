package io.github.ecsmonitoring.grafana;

import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.IConstruct;

/**
 * A Grafana: a workspace of Amazon Managed Grafana, or Grafana on ECS. Grants are to the role that reads data sources.
 */
public interface IGrafana extends IConstruct, IGrantable {
    /** The URL that people open, for example {@code https://g-0a1b2c3d4e.grafana-workspace.eu-west-1.amazonaws.com}. */
    String getUrl();
}
