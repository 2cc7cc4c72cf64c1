package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.List;

/** The labs that all tests of a run share; scrape intervals are the default and the longest that is supported. */
record Labs(DashboardLab healthy, DashboardLab healthyEveryMinute, DashboardLab outage) implements AutoCloseable {
    static Labs start() throws IOException, InterruptedException {
        LabOptions options = LabOptions.DEFAULT.untilNow();
        return new Labs(
                DashboardLab.start(LabOptions.DEFAULT),
                DashboardLab.start(options.withStep(60)),
                DashboardLab.start(options.with(Scenario.OUTAGE)));
    }

    DashboardLab healthy(int scrapeInterval) {
        return scrapeInterval == 60 ? healthyEveryMinute : healthy;
    }

    List<DashboardLab> all() {
        return List.of(healthy, healthyEveryMinute, outage);
    }

    @Override
    public void close() {
        all().forEach(DashboardLab::close);
    }
}
