package io.github.ecsmonitoring.adot;

import java.util.List;

/** Pages to the Prometheus workspace: the exporter's, the collector's own and the app's. What every collector of the library does. */
final class PageScraping extends PipelineFeature {
    private final ScrapeInterval interval;
    private final List<ScrapeJob> jobs;

    PageScraping(ScrapeInterval interval, List<ScrapeJob> jobs) {
        this.interval = interval;
        this.jobs = List.copyOf(jobs);
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        draft.receiver("prometheus", new ScrapeReceiver(settings.endpoints(), interval).of(jobs));
        WorkspacePipeline.add(draft, settings, "scrape", "prometheus", RemoteWriteExporter.Names.UNCHANGED);
    }
}
