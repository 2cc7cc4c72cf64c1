package io.github.ecsmonitoring.grafana.content;

/**
 * A dashboard.
 *
 * @param uid unique in Grafana
 * @param title unique in its folder
 * @param json the classic model, as Grafana exports it; its {@code id} is null
 * @param origin for messages: the file, or the name in the library
 */
public record DashboardFile(String uid, String title, String json, String origin) {}
