/** The API of Amazon Managed Grafana: workspaces, service accounts, tokens and permissions. */
package io.github.ecsmonitoring.grafanapublisher.aws;
