/**
 * A real Prometheus with the history of an emulated fleet, and the tests that run every query of dashboards and rules
 * on it. Data flows one way: page of series → signals of targets → remote write → recording rules and alerts.
 */
package io.github.ecsmonitoring.dashboards.lab;
