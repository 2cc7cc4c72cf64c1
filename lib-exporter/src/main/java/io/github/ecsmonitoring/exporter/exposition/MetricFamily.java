package io.github.ecsmonitoring.exporter.exposition;

import java.util.Objects;

/** One metric: its name, type and help, and its series. */
final class MetricFamily {
    final String name;
    final SeriesCache series;
    /** The HELP and the TYPE line. */
    final Utf8Buffer header = new Utf8Buffer(128);

    private MetricType type;
    private String help;
    /** The group that added the last samples, and the number of series before. */
    private int group;

    private int addedBefore;

    MetricFamily(String name) {
        this.name = name;
        this.series = new SeriesCache(name);
    }

    boolean is(MetricType type, String help) {
        return this.type == type && Objects.equals(this.help, help);
    }

    void describe(MetricType type, String help) {
        if (is(type, help)) {
            return;
        }
        header.clear();
        header.append("# HELP ").append(name).append(' ');
        LabelText.appendEscaped(header, help, false);
        header.append("\n# TYPE ").append(name).append(' ').append(type.text()).append('\n');
        this.type = type;
        this.help = help;
    }

    /** Adds a series of a group of samples: {@link #dropGroup} removes it again. */
    Series add(int group, String[] labels, int length, SampleRole role) {
        if (this.group != group) {
            this.group = group;
            addedBefore = series.added();
        }
        return series.add(labels, length, role);
    }

    /** Removes the series of a group, if it was the last one to add any. */
    void dropGroup(int group) {
        if (this.group == group) {
            series.truncate(addedBefore);
        }
    }

    /** The fault of a sample that contradicts an earlier one of the same scrape. */
    String conflict(MetricType otherType, String otherHelp) {
        return "dropped a sample of " + name + ": its type " + otherType.text() + " and help \"" + otherHelp
                + "\" differ from the earlier type " + type.text() + " and help \"" + help + '"';
    }
}
