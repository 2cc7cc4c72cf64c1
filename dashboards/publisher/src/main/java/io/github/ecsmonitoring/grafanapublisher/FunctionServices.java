package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.aws.ManagedGrafana;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.log.FunctionLog;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.time.InstantSource;

/** The world outside of the function. */
record FunctionServices(
        AwsAccess aws,
        ManagedGrafana grafana,
        HttpExchanges http,
        InstantSource clock,
        Pauses pauses,
        FunctionLog log) {

    static FunctionServices of(AwsAccess aws, InstantSource clock, Pauses pauses, FunctionLog log) {
        HttpExchanges http = new HttpExchanges();
        return new FunctionServices(aws, new ManagedGrafana(aws, http, clock, pauses, log), http, clock, pauses, log);
    }
}
