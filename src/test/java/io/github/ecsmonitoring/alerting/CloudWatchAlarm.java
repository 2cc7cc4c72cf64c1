package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.Synth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongFunction;

/**
 * Evaluates an alarm of a template as CloudWatch documents it: once a minute, over windows that end at the time of the
 * evaluation, with the most recent data points of a range that is longer than the evaluation periods. Its length is not
 * documented, so tests give it. All times are in seconds.
 *
 * @param extraPeriods how many more periods than the evaluation periods are retrieved
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">alarms and
 *     missing data</a>
 */
record CloudWatchAlarm(
        long period, int evaluationPeriods, int datapointsToAlarm, double threshold, boolean filled, int extraPeriods) {
    static final long MINUTE = 60;

    /** A data point, which CloudWatch gets later than it happened. */
    record DataPoint(long timestamp, double value, long visibleFrom) {}

    /** An alarm on too low values of one metric, which treats missing data as breaching. */
    static CloudWatchAlarm of(Map<String, Object> properties, int extraPeriods) {
        if (!"breaching".equals(properties.get("TreatMissingData"))
                || !"LessThanThreshold".equals(properties.get("ComparisonOperator"))) {
            throw new AssertionError("unknown kind of alarm " + properties);
        }
        List<Object> metrics = Synth.list(properties.get("Metrics"));
        Map<String, Object> expression = Synth.map(metrics.get(0));
        Map<String, Object> stat = Synth.map(Synth.map(metrics.get(1)).get("MetricStat"));
        return new CloudWatchAlarm(
                number(stat.get("Period")),
                (int) number(properties.get("EvaluationPeriods")),
                (int) number(properties.get("DatapointsToAlarm")),
                number(properties.get("Threshold")),
                "FILL(reported, 0)".equals(expression.get("Expression")),
                extraPeriods);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    CloudWatchAlarm withoutFill() {
        return new CloudWatchAlarm(period, evaluationPeriods, datapointsToAlarm, threshold, false, extraPeriods);
    }

    /** The time of the first evaluation in state ALARM; -1 if there is none. */
    long firstAlarm(long firstEvaluation, long lastEvaluation, LongFunction<List<DataPoint>> dataAt) {
        for (long now = firstEvaluation; now <= lastEvaluation; now += MINUTE) {
            if (isAlarm(dataAt.apply(now), now)) {
                return now;
            }
        }
        return -1;
    }

    boolean isAlarm(List<DataPoint> data, long now) {
        List<OptionalDouble> windows = new ArrayList<>();
        for (int i = 0; i < evaluationPeriods + extraPeriods; i++) {
            windows.add(sum(data, now, now - (i + 1) * period, now - i * period));
        }
        if (filled && windows.stream().anyMatch(OptionalDouble::isPresent)) {
            windows.replaceAll(window -> OptionalDouble.of(window.orElse(0)));
        }
        List<Double> real = windows.stream()
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .limit(evaluationPeriods)
                .toList();
        long missing = evaluationPeriods - real.size();
        return real.stream().filter(value -> value < threshold).count() + missing >= datapointsToAlarm;
    }

    private static OptionalDouble sum(List<DataPoint> data, long now, long from, long to) {
        List<DataPoint> inWindow = data.stream()
                .filter(point -> point.visibleFrom() <= now && point.timestamp() >= from && point.timestamp() < to)
                .toList();
        return inWindow.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        inWindow.stream().mapToDouble(DataPoint::value).sum());
    }
}
