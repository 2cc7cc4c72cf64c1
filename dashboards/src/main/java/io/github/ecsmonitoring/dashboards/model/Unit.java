package io.github.ecsmonitoring.dashboards.model;

/**
 * The units that panels use, by Grafana's ids.
 *
 * @see <a href="https://grafana.com/docs/grafana/v10.4/panels-visualizations/configure-standard-options/#unit">Unit</a>
 */
public enum Unit {
    /** 0 to 1, shown as 0% to 100%. */
    SHARE("percentunit"),
    /** Bytes, shown in KiB, MiB. */
    BYTES("bytes"),
    /** Bytes a second, shown in kB/s, MB/s. */
    BYTES_PER_SECOND("Bps"),
    /** Seconds, shown in ms, s, min. */
    SECONDS("s"),
    /** Packets a second. */
    PACKETS_PER_SECOND("pps"),
    /** Milliseconds since 1970, shown as "2 hours ago". */
    AGE("dateTimeFromNow"),
    /** A plain number, shortened from 1000 on. */
    NUMBER("short"),
    /** What is there, letter by letter. */
    TEXT("string");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
