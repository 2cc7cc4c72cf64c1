package io.github.ecsmonitoring.exporter.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The samples of one metric name; they point into the sink's buffer. */
final class MetricFamily {
    /** What a sample of this family is, for one scrape; reused by the next. */
    static final class Sample {
        int labels;
        /** The label values in the order of their names, each ended by a zero byte: the sort key. */
        int keyFrom;
        /** {@code {cpu="0",mode="idle"}}, or nothing. */
        int textFrom;
        int textTo;
        /** {@code quantile="0.9"} or {@code le="+Inf"}, which stands behind the labels and orders nothing; mostly nothing. */
        int boundFrom;
        int boundTo;
        /** What follows the family's name: {@code _sum}, {@code _count}, {@code _bucket}; mostly nothing. */
        String suffix;
        /** The place among the samples of one histogram or summary. */
        int place;
        double value;
    }

    final String name;
    /** The two lines above the samples, and the name: the same text at each scrape. */
    final Utf8Buffer header = new Utf8Buffer(128);
    final Utf8Buffer nameText = new Utf8Buffer(64);
    final List<Sample> samples = new ArrayList<>();
    private MetricType type;
    private String help;

    MetricFamily(String name) {
        this.name = name;
        nameText.append(name);
    }

    MetricType type() {
        return type;
    }

    String help() {
        return help;
    }

    boolean is(MetricType type, String help) {
        return this.type == type && Objects.equals(this.help, help);
    }

    void become(MetricType type, String help) {
        if (is(type, help)) {
            return;
        }
        this.type = type;
        this.help = help;
        header.clear();
        header.append("# HELP ").append(name).append(' ');
        LabelText.appendEscaped(header, help, false);
        header.append("\n# TYPE ").append(name).append(' ').append(type.text()).append('\n');
    }

    /** The order of client_golang: fewer labels first, then by label value after label value. */
    static Comparator<Sample> order(Utf8Buffer buffer) {
        return (a, b) -> {
            if (a.labels != b.labels) {
                return Integer.compare(a.labels, b.labels);
            }
            int byKey = buffer.compare(a.keyFrom, a.textFrom, b.keyFrom, b.textFrom);
            if (byKey != 0) {
                return byKey;
            }
            int byText = buffer.compare(a.textFrom, a.textTo, b.textFrom, b.textTo);
            return byText != 0 ? byText : Integer.compare(a.place, b.place);
        };
    }
}
