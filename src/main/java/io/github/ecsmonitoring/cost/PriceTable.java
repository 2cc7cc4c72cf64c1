package io.github.ecsmonitoring.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * List prices of one region, each with its source.
 *
 * <pre>{@code
 * PriceTable.bundled().with(Price.GRAFANA_EDITOR, 7.50)
 * }</pre>
 *
 * <p>A file has one price a line: its name in {@link Price}, US dollars, unit, source, and optionally the date of the
 * source. A source that begins with {@code unconfirmed:} is a page on which the price was not read; the table of costs
 * marks what is computed with it. The lines {@code date} and {@code region} are required, {@code #} begins a comment.
 *
 * <pre>
 * date 2026-12-01
 * region us-east-1
 * ALARM 0.10 alarm-month https://aws.amazon.com/cloudwatch/pricing/ 2026-12-01
 * </pre>
 *
 * <p>Immutable.
 */
public final class PriceTable {
    private static final String BUNDLED = "prices.txt";
    private static final int COLUMNS = 4;
    private static final String UNDATED = "undated";
    private static final String UNCONFIRMED = "unconfirmed:";

    /**
     * A row.
     *
     * @param usd US dollars for one unit
     * @param unit for example {@code GB-month}
     * @param source where the price was read, or after {@code unconfirmed:} where to check it
     * @param date the date of the source, or {@code undated}
     */
    public record Row(double usd, String unit, String source, String date) {

        /** A row whose source has no date. */
        public Row(double usd, String unit, String source) {
            this(usd, unit, source, UNDATED);
        }

        /** Whether the price was read at its source. */
        public boolean isConfirmed() {
            return !source.startsWith(UNCONFIRMED);
        }
    }

    private final String date;
    private final String region;
    private final Map<Price, Row> rows;

    private PriceTable(String date, String region, Map<Price, Row> rows) {
        this.date = date;
        this.region = region;
        this.rows = new EnumMap<>(rows);
    }

    /** The prices of us-east-1 that are part of this library. */
    public static PriceTable bundled() {
        try (InputStream in = PriceTable.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException(BUNDLED + " is missing from the library's jar");
            }
            return parse(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(BUNDLED, e);
        }
    }

    /**
     * The prices of a file, which has all of them.
     *
     * @throws IllegalArgumentException if it cannot be read, a line is invalid or a price is missing
     */
    public static PriceTable of(Path file) {
        try {
            return parse(Objects.requireNonNull(file, "file").toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("prices must be a readable file, got " + file + ": " + e, e);
        }
    }

    private static PriceTable parse(String name, String text) {
        Map<Price, Row> rows = new EnumMap<>(Price.class);
        String date = null;
        String region = null;
        for (String line : lines(text)) {
            String[] columns = line.trim().split("\\s+");
            if (columns.length == 2 && columns[0].equals("date")) {
                date = columns[1];
            } else if (columns.length == 2 && columns[0].equals("region")) {
                region = columns[1];
            } else {
                addRow(name, line, columns, rows);
            }
        }
        List<Price> missing = java.util.Arrays.stream(Price.values())
                .filter(Predicate.not(rows::containsKey))
                .toList();
        if (date == null || region == null || !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " must have a date, a region and all prices, is without " + missing);
        }
        return new PriceTable(date, region, rows);
    }

    private static List<String> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static void addRow(String name, String line, String[] columns, Map<Price, Row> rows) {
        try {
            if (columns.length != COLUMNS && columns.length != COLUMNS + 1) {
                throw new IllegalArgumentException("it has " + columns.length + " columns");
            }
            Row row = new Row(
                    usd(Double.parseDouble(columns[1])),
                    columns[2],
                    columns[3],
                    columns.length > COLUMNS ? columns[COLUMNS] : UNDATED);
            if (rows.put(Price.valueOf(columns[0]), row) != null) {
                throw new IllegalArgumentException("the price is set twice");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": a line must be a price, US dollars, unit, source and perhaps its date, got \"" + line
                            + "\": " + e.getMessage(),
                    e);
        }
    }

    /**
     * This table with another price, for the same unit.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public PriceTable with(Price price, double usd) {
        Map<Price, Row> changed = new EnumMap<>(rows);
        changed.put(price, new Row(usd(usd), rows.get(price).unit(), "set by the app"));
        return new PriceTable(date, region, changed);
    }

    private static double usd(double usd) {
        if (!Double.isFinite(usd) || usd < 0) {
            throw new IllegalArgumentException("a price must be 0 or more, got " + usd);
        }
        return usd;
    }

    /** US dollars for one unit. */
    public double usd(Price price) {
        return rows.get(price).usd();
    }

    /** The price with its unit and source. */
    public Row row(Price price) {
        return rows.get(price);
    }

    /** When the prices were compared with their sources. */
    public String date() {
        return date;
    }

    /** The region of the prices. */
    public String region() {
        return region;
    }
}
