package io.github.ecsmonitoring.exporter.exposition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metric families by name, with the samples of one scrape and the faults found in them. Families and their series
 * are kept from scrape to scrape. Not safe for use by several threads.
 */
final class FamilyTable {
    private static final int MOST_UNUSED = 1000;

    private final Map<String, MetricFamily> families = new HashMap<>();
    /** Sorted again only after a new family was added. */
    private final List<MetricFamily> byName = new ArrayList<>();

    private final List<MetricFamily> used = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private MetricFamily last = new MetricFamily("");
    private int group;
    private int faultsBefore;

    /** Begins a group of samples, which {@link #dropGroup} removes as a whole. */
    void beginGroup() {
        group++;
        faultsBefore = faults.size();
    }

    /** Removes the samples that were added since {@link #beginGroup}. */
    void dropGroup() {
        for (MetricFamily family : used) {
            family.dropGroup(group);
        }
        used.removeIf(family -> family.series.isEmpty());
        faults.subList(faultsBefore, faults.size()).clear();
    }

    /**
     * The labels are the first {@code length} elements of the array, which is not kept. Returns the bytes that the
     * sample takes.
     */
    int add(MetricType type, String name, String help, SampleRole role, double value, String[] labels, int length) {
        MetricFamily family = family(name);
        boolean first = family.series.isEmpty();
        if (first) {
            family.describe(type, help);
        } else if (!family.is(type, help)) {
            faults.add(family.conflict(type, help));
            return 0;
        }
        Series series = family.add(group, labels, length, role);
        series.value = value;
        if (first) {
            used.add(family);
        }
        return series.bytes();
    }

    private MetricFamily family(String name) {
        // Most samples belong to the same family as the one before.
        if (last.name != name) {
            last = families.get(name);
            if (last == null) {
                last = new MetricFamily(name);
                families.put(name, last);
            }
        }
        return last;
    }

    /** The families that have samples, by name. */
    List<MetricFamily> sorted() {
        if (byName.size() != families.size()) {
            byName.clear();
            byName.addAll(families.values());
            byName.sort(Comparator.comparing(family -> family.name));
        }
        used.clear();
        for (int i = 0; i < byName.size(); i++) {
            MetricFamily family = byName.get(i);
            if (family.series.isEmpty()) {
                family.series.release();
            } else {
                family.series.sort(faults);
                used.add(family);
            }
        }
        return used;
    }

    /** Complete only after {@link #sorted()}. */
    List<String> faults() {
        return faults;
    }

    /** Removes all samples and faults. Families are kept unless most of them are unused. */
    void clear() {
        for (int i = 0; i < used.size(); i++) {
            used.get(i).series.clear();
        }
        // The names in a text file may be others in each scrape.
        if (families.size() > 2 * used.size() + MOST_UNUSED) {
            families.clear();
            byName.clear();
            last = new MetricFamily("");
        }
        used.clear();
        faults.clear();
        beginGroup();
    }
}
