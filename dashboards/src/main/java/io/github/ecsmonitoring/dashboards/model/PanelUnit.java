package io.github.ecsmonitoring.dashboards.model;

/**
 * Grafana's ids of the units in use.
 *
 * @see <a href="https://grafana.com/docs/grafana/v10.4/panels-visualizations/configure-standard-options/#unit">Unit</a>
 */
public enum PanelUnit {
    /** A ratio from 0 to 1, shown as 0% to 100%. */
    SHARE("percentunit"),
    /** Bytes, shown in KiB, MiB. */
    BYTES("bytes"),
    /** Bytes per second, shown in kB/s, MB/s. */
    BYTES_PER_SECOND("Bps"),
    /** Seconds, shown in ms, s, min. */
    SECONDS("s"),
    /** A duration in seconds, shown in its two largest units. */
    DURATION("dtdurations"),
    /** Operations per second. */
    OPERATIONS_PER_SECOND("ops"),
    /** Requests per second. */
    REQUESTS_PER_SECOND("reqps"),
    /** US dollars. */
    US_DOLLARS("currencyUSD"),
    /** Packets per second. */
    PACKETS_PER_SECOND("pps"),
    /** Milliseconds since 1970, shown as "2 hours ago". */
    AGE("dateTimeFromNow"),
    /** A plain number, abbreviated from 1000 on. */
    NUMBER("short"),
    /** Text without formatting. */
    TEXT("string");

    private final String id;

    PanelUnit(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
