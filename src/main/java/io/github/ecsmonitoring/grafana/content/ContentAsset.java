package io.github.ecsmonitoring.grafana.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders and dashboards as files, which the function that publishes them reads. Data sources are not part of it, since
 * their values are known only to the deployment.
 *
 * <pre>{@code
 * content.json            {"folders":[{"uid","title"}],"dashboards":[{"uid","title","folderUid","file"}]}
 * dashboards/UID.json     a dashboard of the classic model, with the id null
 * }</pre>
 */
final class ContentAsset {
    private static final String DASHBOARDS = "dashboards";

    /** Limits of the function that publishes the asset. */
    private static final int MAX_DASHBOARDS = 2000;

    private static final int MAX_DASHBOARD_BYTES = 5_000_000;
    private static final int MAX_BYTES = 20_000_000;

    private ContentAsset() {}

    static void write(List<GrafanaFolder> content, Path folder) {
        checkSize(content);
        try {
            Files.createDirectories(folder.resolve(DASHBOARDS));
            for (GrafanaFolder each : content) {
                for (DashboardFile dashboard : each.getDashboards()) {
                    Files.writeString(folder.resolve(file(dashboard)), dashboard.json());
                }
            }
            Files.writeString(folder.resolve("content.json"), CompactJson.write(index(content)));
        } catch (IOException e) {
            throw new UncheckedIOException("dashboards cannot be written to " + folder, e);
        }
    }

    private static void checkSize(List<GrafanaFolder> content) {
        int dashboards = 0;
        long bytes = 0;
        for (GrafanaFolder folder : content) {
            for (DashboardFile dashboard : folder.getDashboards()) {
                int size = dashboard.json().getBytes(StandardCharsets.UTF_8).length;
                require(
                        size <= MAX_DASHBOARD_BYTES,
                        dashboard.origin() + ": a dashboard must have at most " + MAX_DASHBOARD_BYTES + " bytes, got "
                                + size + ": split it");
                dashboards++;
                bytes += size;
            }
        }
        require(
                dashboards <= MAX_DASHBOARDS,
                "a publication must have at most " + MAX_DASHBOARDS + " dashboards, as a Grafana workspace, got "
                        + dashboards);
        require(
                bytes <= MAX_BYTES,
                "dashboards of a publication must have at most " + MAX_BYTES + " bytes together, got " + bytes
                        + ": publish some of them with a GrafanaPublication of its own");
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Map<String, Object> index(List<GrafanaFolder> content) {
        List<Object> folders = new ArrayList<>();
        List<Object> dashboards = new ArrayList<>();
        for (GrafanaFolder folder : content) {
            folders.add(object("uid", folder.getUid(), "title", folder.getTitle()));
            for (DashboardFile dashboard : folder.getDashboards()) {
                dashboards.add(object(
                        "uid",
                        dashboard.uid(),
                        "title",
                        dashboard.title(),
                        "folderUid",
                        folder.getUid(),
                        "file",
                        file(dashboard)));
            }
        }
        return object("folders", folders, DASHBOARDS, dashboards);
    }

    /** A uid has only characters that a file name may have. */
    private static String file(DashboardFile dashboard) {
        return DASHBOARDS + "/" + dashboard.uid() + ".json";
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
