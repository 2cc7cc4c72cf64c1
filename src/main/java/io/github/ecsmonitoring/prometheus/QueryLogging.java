package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * Logging of queries.
 *
 * @param minSamples the number of samples that a query must process to be logged
 */
record QueryLogging(ILogGroup logGroup, long minSamples) {
    static QueryLogging of(ILogGroup logGroup, long minSamples) {
        if (minSamples < 0) {
            throw new IllegalArgumentException("minSamples of queryLogging must be 0 or more, got " + minSamples);
        }
        return new QueryLogging(Objects.requireNonNull(logGroup, "logGroup"), minSamples);
    }

    /** AMP allows one destination. */
    CfnWorkspace.QueryLoggingConfigurationProperty property(Stack workspace) {
        return CfnWorkspace.QueryLoggingConfigurationProperty.builder()
                .destinations(List.of(CfnWorkspace.LoggingDestinationProperty.builder()
                        .cloudWatchLogs(CfnWorkspace.CloudWatchLogDestinationProperty.builder()
                                .logGroupArn(AmpLogGroup.arn("log group of queryLogging", logGroup, workspace))
                                .build())
                        .filters(CfnWorkspace.LoggingFilterProperty.builder()
                                .qspThreshold(minSamples)
                                .build())
                        .build()))
                .build();
    }
}
