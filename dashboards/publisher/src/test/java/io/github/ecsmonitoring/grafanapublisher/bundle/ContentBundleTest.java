package io.github.ecsmonitoring.grafanapublisher.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentBundleTest {
    private static final String INDEX = """
            {"folders": [{"uid": "f", "title": "Folder"}],
             "dashboards": [{"uid": "d", "title": "Dashboard", "folderUid": "f", "file": "dashboards/d.json"}]}""";

    private static ContentBundle bundle(Map<String, String> files) throws IOException {
        return ContentBundle.of(S3StandIn.zip(files));
    }

    private static void assertRejected(Map<String, String> files, String message) {
        assertThatThrownBy(() -> bundle(files))
                .isInstanceOf(BadContentException.class)
                .hasMessage(message);
    }

    @Test
    void hasFoldersAndDashboardsAsWritten() throws IOException {
        ContentBundle bundle =
                bundle(Map.of("content.json", INDEX, "dashboards/d.json", "{\"version\": 1.50, \"id\": null}"));
        assertThat(bundle.folders()).containsExactly(new Folder("f", "Folder"));
        assertThat(bundle.dashboards()).singleElement().satisfies(dashboard -> {
            assertThat(dashboard.title()).isEqualTo("Dashboard");
            assertThat(dashboard.text()).isEqualTo("{\"version\": 1.50, \"id\": null}");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                          | content.json of the asset must be a JSON object",
                "{\"folders\": []}           | content.json must have a list \"dashboards\", got null",
                "{\"folders\": [{}], \"dashboards\": []} | content.json: folders[0] must be an object with a string \"uid\", got {}",
                "{\"folders\": [7], \"dashboards\": []}  | content.json: folders[0] must be an object with a string \"uid\", got 7",
                "{\"folders\": [], \"dashboards\": [{\"uid\": \"d\", \"title\": \"t\", \"folderUid\": \"f\", \"file\": \"x.json\"}]} | the asset has no x.json, only content.json",
            })
    void anIndexOfAnotherShapeIsRejected(String index, String problem) {
        assertRejected(Map.of("content.json", index), problem);
    }

    @Test
    void aDashboardMustBeAnObject() {
        assertRejected(
                Map.of("content.json", INDEX, "dashboards/d.json", "[]"),
                "dashboards/d.json of the asset must be a JSON object");
        assertThatThrownBy(() -> bundle(Map.of("content.json", INDEX, "dashboards/d.json", "{\"a\":")))
                .hasMessageStartingWith("dashboards/d.json of the asset must be JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../content.json", "/etc/passwd", "a/../../b", "a\\b", "C:/b", ".."})
    void pathsThatLeaveTheAssetAreRejected(String path) {
        assertRejected(
                Map.of(path, "{}"), "paths in the asset must be relative and stay inside of it, got \"" + path + "\"");
    }

    @Test
    void oversizedContentIsRejectedWhileItIsUnpacked() {
        assertRejected(
                Map.of("content.json", " ".repeat(ContentArchive.MAX_FILE + 1)),
                "content.json of the asset must have at most 5000000 bytes");
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            files.put(i + ".json", " ".repeat(ContentArchive.MAX_FILE));
        }
        assertRejected(files, "files of the asset must have at most 25000000 bytes together");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= ContentArchive.MAX_ENTRIES; i++) {
            many.put(i + ".json", "");
        }
        assertRejected(many, "the asset must have at most 2100 files");
    }

    @Test
    void anythingElseThanAZipIsRejected() {
        assertThatThrownBy(() -> ContentBundle.of(new byte[100]))
                .hasMessage("the asset must be a zip with content.json, got 100 bytes without files");
    }
}
