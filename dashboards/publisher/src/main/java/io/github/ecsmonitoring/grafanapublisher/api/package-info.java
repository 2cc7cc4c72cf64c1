/** The client of Grafana's HTTP API. */
package io.github.ecsmonitoring.grafanapublisher.api;
