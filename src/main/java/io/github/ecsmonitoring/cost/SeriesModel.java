package io.github.ecsmonitoring.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** The number of series that the sidecars of a target send, from a table of what they were measured to send. */
public final class SeriesModel {
    /** The collector's own series for apps that send OTLP to it; 5 to 9 were measured. */
    public static final int OTLP_SERIES = 7;

    /** {@code up} and four {@code scrape_*}, which the collector adds for each scrape job. */
    public static final int SERIES_OF_SCRAPE_JOB = 5;

    private static final String TABLE = "series.txt";

    /** @param each series for each one of the dimension */
    private record Row(String target, String metric, String dimension, double each) {}

    private final List<Row> rows;

    private SeriesModel(List<Row> rows) {
        this.rows = rows;
    }

    /** The table of this library. */
    public static SeriesModel bundled() {
        try (InputStream in = SeriesModel.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the library's jar");
            }
            return new SeriesModel(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(columns -> new Row(columns[0], columns[1], columns[2], Double.parseDouble(columns[3])))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE, e);
        }
    }

    /**
     * The series of one target, without those of the app.
     *
     * @param keeps whether the profile keeps a metric
     */
    public int series(SeriesTarget target, SeriesShape shape, Predicate<String> keeps) {
        return (int) Math.round(rows.stream()
                .filter(row -> row.target().equals(target.text()) && keeps.test(row.metric()))
                .mapToDouble(row -> row.each() * shape.of(row.dimension()))
                .sum());
    }
}
