package io.github.ecsmonitoring.dashboards.lab;

/** A service, or with {@code batch} the tasks of a family that no service runs. */
record ServiceSpec(Place place, String name, Launch launch, App app, boolean batch) {
    /** An account, a region and a cluster in them. */
    record Place(String account, String region, String cluster) {}

    enum Launch {
        FARGATE,
        EC2
    }

    /** The app's metrics: scraped from Micrometer's page, or sent by OTLP. */
    enum App {
        NONE,
        MICROMETER,
        OTLP
    }

    static ServiceSpec fargate(Place place, String name, App app) {
        return new ServiceSpec(place, name, Launch.FARGATE, app, false);
    }

    static ServiceSpec ec2(Place place, String name, App app) {
        return new ServiceSpec(place, name, Launch.EC2, app, false);
    }

    static ServiceSpec batch(Place place, String family) {
        return new ServiceSpec(place, family, Launch.FARGATE, App.NONE, true);
    }
}
