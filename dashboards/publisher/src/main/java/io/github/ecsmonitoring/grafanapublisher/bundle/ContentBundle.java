package io.github.ecsmonitoring.grafanapublisher.bundle;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Dashboard;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.util.List;

/**
 * The content of an asset: a zip with {@code content.json} and the dashboards.
 *
 * <pre>
 * {"folders":    [{"uid": "ecs-monitoring", "title": "ECS"}],
 *  "dashboards": [{"uid": "ecs-task", "title": "ECS tasks", "folderUid": "ecs-monitoring", "file": "dashboards/ecs-task.json"}]}
 * </pre>
 */
public record ContentBundle(List<Folder> folders, List<Dashboard> dashboards) {
    /**
     * Reads the asset.
     *
     * @throws BadContentException if it cannot be read or is not as above
     */
    public static ContentBundle read(
            AwsAccess access, HttpExchanges http, Pauses pauses, String bucket, String key, Deadline deadline)
            throws InterruptedException {
        byte[] zip = new ContentDownload(access, http, pauses).read(new ObjectLocation(bucket, key), deadline);
        return of(zip);
    }

    static ContentBundle of(byte[] zip) {
        ContentIndex index = new ContentIndex(ContentArchive.unpack(zip));
        return new ContentBundle(index.folders(), index.dashboards());
    }
}
