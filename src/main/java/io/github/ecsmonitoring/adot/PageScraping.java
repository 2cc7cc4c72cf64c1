package io.github.ecsmonitoring.adot;

import java.util.List;

/** Scrapes the exporter, the collector itself and the app, and writes to the Prometheus workspace. */
final class PageScraping extends PipelineFeature {
    private final ScrapeInterval interval;
    private final List<ScrapeJob> jobs;
    private final MetricProfile profile;

    PageScraping(ScrapeInterval interval, List<ScrapeJob> jobs, MetricProfile profile) {
        this.interval = interval;
        this.jobs = List.copyOf(jobs);
        this.profile = profile;
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        draft.receiver("prometheus", new ScrapeReceiver(settings.endpoints(), interval, profile).of(jobs));
        jobs.forEach(job -> job.credential()
                .ifPresent(credential -> draft.secret(ScrapeCredential.variable(job.name()), credential.secret())));
        WorkspacePipeline.add(draft, settings, "scrape", "prometheus", RemoteWriteExporter.NameTranslation.UNCHANGED);
    }
}
