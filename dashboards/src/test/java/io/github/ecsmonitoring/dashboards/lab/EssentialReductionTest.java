package io.github.ecsmonitoring.dashboards.lab;

import io.github.ecsmonitoring.dashboards.CommittedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EssentialReductionTest {
    private static final Path TABLE = Path.of("src/test/resources/lab/essential-reduction.txt");
    private static final String HEADING = """
            # Series of one task or EC2 instance, with its collector's own, under MetricProfile.FULL and ESSENTIAL.
            # FULL: the pages of the exporter's tests and of the lab; real pages have more, since these lack some collectors.
            # Metrics of apps and those that the scraper adds are the same in both. Written by mvn -pl dashboards test -Dsnapshots.update=true.
            """;

    @Test
    void seriesThatEssentialSaves() throws IOException {
        Pages whole = Pages.read();
        Map<String, List<PageLine>> pages = new LinkedHashMap<>();
        pages.put("Fargate task", whole.fargateTask());
        pages.put("EC2 task", whole.ec2Task());
        pages.put("EC2 instance", whole.host());
        StringBuilder table = new StringBuilder(HEADING);
        pages.forEach((name, page) -> table.append(line(name, PageLine.union(page, whole.adot()))));
        CommittedFile.assertUpToDate(TABLE, table.toString());
    }

    private static String line(String name, List<PageLine> page) {
        long essential =
                page.stream().filter(line -> essential().contains(line.name())).count();
        return "%s: %d of %d, %d%% fewer\n"
                .formatted(name, essential, page.size(), Math.round(100 - 100.0 * essential / page.size()));
    }

    private static Set<String> essential() {
        try {
            return DashboardLab.essential();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
