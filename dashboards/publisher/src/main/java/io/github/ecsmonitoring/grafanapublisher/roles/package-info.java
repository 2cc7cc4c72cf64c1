/** Grafana roles of users and groups of IAM Identity Center. */
package io.github.ecsmonitoring.grafanapublisher.roles;
