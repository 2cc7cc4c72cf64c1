package io.github.ecsmonitoring.grafana.content;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Checks what must be unique. Upper and lower case are not distinguished, since Grafana's database may not either, and
 * neither may the file system of the asset.
 *
 * @see <a href="https://github.com/grafana/grafana/pull/90687">titles before Grafana 11.3</a>
 */
final class ContentChecks {
    private static final String GENERAL = "general";
    private static final Set<String> RESERVED_UIDS = Set.of(GENERAL, "sharedwithme");

    private ContentChecks() {}

    static void check(List<DataSource> dataSources) {
        requireUnique(
                dataSources,
                DataSource::getUid,
                (first, second) -> "data sources " + first.getName() + " and " + second.getName()
                        + " must have different uids, got \"" + second.getUid()
                        + "\" twice: give the second one another name with named(...)");
        requireUnique(
                dataSources,
                DataSource::getName,
                (first, second) -> "data sources " + first.getUid() + " and " + second.getUid()
                        + " must have different names, got \"" + second.getName() + "\" twice");
    }

    static void checkFolders(List<GrafanaFolder> folders) {
        folders.forEach(ContentChecks::checkFolder);
        requireUnique(
                folders,
                GrafanaFolder::getTitle,
                (first, second) -> "folders must have different titles, got \"" + second.getTitle() + "\" twice");
        requireUnique(
                folders,
                GrafanaFolder::getUid,
                (first, second) -> "folders " + first.getTitle() + " and " + second.getTitle()
                        + " must have different uids, got \"" + second.getUid()
                        + "\" twice: set another one with uid(...)");
        requireUnique(
                folders.stream()
                        .flatMap(folder -> folder.getDashboards().stream())
                        .toList(),
                DashboardFile::uid,
                (first, second) -> first.origin() + " and " + second.origin() + " must have different uids, got "
                        + both(first.uid(), second.uid()));
        folders.forEach(folder -> checkTitles(folder, folders));
    }

    private static void checkFolder(GrafanaFolder folder) {
        if (folder.getTitle().equalsIgnoreCase(GENERAL)) {
            throw new IllegalArgumentException(
                    "folder " + folder.getTitle()
                            + " must have another title, since General is Grafana's own folder: use another one, such as Overview");
        }
        if (RESERVED_UIDS.contains(folder.getUid().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("folder " + folder.getTitle()
                    + ": uid must not be one of Grafana's own, got \"" + folder.getUid() + "\"");
        }
    }

    private static void checkTitles(GrafanaFolder folder, List<GrafanaFolder> folders) {
        requireUnique(
                folder.getDashboards(),
                DashboardFile::title,
                (first, second) -> first.origin() + " and " + second.origin()
                        + " must have different titles, since both are in folder " + folder.getTitle() + ", got "
                        + both(first.title(), second.title()));
        for (DashboardFile dashboard : folder.getDashboards()) {
            if (folders.stream().anyMatch(other -> other.getTitle().equalsIgnoreCase(dashboard.title()))) {
                throw new IllegalArgumentException(dashboard.origin()
                        + ": title must not be that of a folder, which Grafana 10 rejects, got \"" + dashboard.title()
                        + "\": rename the dashboard or the folder");
            }
        }
    }

    private static String both(String first, String second) {
        return first.equals(second)
                ? "\"" + first + "\" twice"
                : "\"" + first + "\" and \"" + second + "\", which differ only by upper and lower case";
    }

    private static <T> void requireUnique(List<T> all, Function<T, String> key, BiFunction<T, T, String> messageOfTwo) {
        Map<String, T> seen = new HashMap<>();
        for (T element : all) {
            T first = seen.putIfAbsent(key.apply(element).toLowerCase(Locale.ROOT), element);
            if (first != null) {
                throw new IllegalArgumentException(messageOfTwo.apply(first, element));
            }
        }
    }
}
