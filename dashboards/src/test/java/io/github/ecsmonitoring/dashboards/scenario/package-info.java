/**
 * Lives of fleets, written as rule tests for promtool: deploys, scale-ins and losses in which alerts stay quiet, and
 * outages with the seconds until they fire. Metrics come from {@code src/test/resources/scenario/*.page}.
 */
package io.github.ecsmonitoring.dashboards.scenario;
