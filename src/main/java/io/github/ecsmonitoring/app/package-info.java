/**
 * The app: {@link io.github.ecsmonitoring.app.MonitoringApp} creates three stacks. Only this package reads context
 * ({@code AppSettings}, {@code ContextKeys}) and environment variables; all other packages receive values from
 * builders.
 */
package io.github.ecsmonitoring.app;
