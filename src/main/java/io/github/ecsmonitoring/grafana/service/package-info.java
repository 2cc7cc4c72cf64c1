/**
 * Grafana OSS on ECS Fargate, the alternative to Amazon Managed Grafana.
 *
 * <p>{@link io.github.ecsmonitoring.grafana.service.GrafanaService} creates the task ({@code GrafanaTask}) and the load
 * balancer ({@code WebAccess}). {@link io.github.ecsmonitoring.grafana.service.GrafanaBuildFolder} is the Docker build
 * context: a Dockerfile with pinned plugins ({@code PluginVersions}), and the content as provisioning files
 * ({@code ProvisioningFiles}), whose values that are known at deployment only are environment variables
 * ({@code DeployTimeValues}). {@code GrafanaSettings} are Grafana's own settings.
 */
package io.github.ecsmonitoring.grafana.service;
