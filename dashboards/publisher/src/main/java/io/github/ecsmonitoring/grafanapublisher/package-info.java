/**
 * The Lambda function behind the custom resources {@code Custom::GrafanaContent} and
 * {@code Custom::GrafanaRoleAssignment}.
 */
package io.github.ecsmonitoring.grafanapublisher;
