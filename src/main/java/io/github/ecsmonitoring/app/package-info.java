/**
 * The app: {@link io.github.ecsmonitoring.app.MonitoringApp} makes three stacks. The only package that reads context
 * ({@code AppSettings}); everything else gets its values from builders.
 */
package io.github.ecsmonitoring.app;
