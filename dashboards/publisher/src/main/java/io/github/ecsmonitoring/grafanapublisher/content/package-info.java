/** Brings the content of Grafana to the desired state. */
package io.github.ecsmonitoring.grafanapublisher.content;
