package io.github.ecsmonitoring.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyTableTest {
    private final FamilyTable table = new FamilyTable();

    @Test
    void sortsFamiliesByNameAndOmitsThoseWithoutSamples() {
        add("b");
        add("a");
        assertThat(names()).containsExactly("a", "b");
        table.clear();
        add("b");
        add("B");
        assertThat(names()).containsExactly("B", "b");
    }

    @Test
    void keepsFamiliesForTheNextScrape() {
        addNumbered(500);
        List<MetricFamily> before = List.copyOf(table.sorted());
        table.clear();
        add("kept");
        table.sorted();
        table.clear();
        addNumbered(500);
        assertThat(table.sorted()).containsExactlyElementsOf(before);
    }

    @Test
    void forgetsFamiliesWhenMostAreUnused() {
        addNumbered(1_500);
        List<MetricFamily> before = List.copyOf(table.sorted());
        table.clear();
        add("kept");
        assertThat(names()).containsExactly("kept");
        table.clear();
        addNumbered(1_500);
        add("kept");
        assertThat(table.sorted()).hasSize(1_501).doesNotContainAnyElementsOf(before);
    }

    @Test
    void releasesTheSeriesOfFamiliesWithoutSamples() {
        add("a");
        add("b");
        MetricFamily a = table.sorted().getFirst();
        table.clear();
        add("b");
        assertThat(a.series.textBytes()).isPositive();
        table.sorted();
        assertThat(a.series.textBytes()).isZero();
    }

    @Test
    void removesFaultsWithTheSamples() {
        add("a");
        add("a");
        table.sorted();
        assertThat(table.faults()).containsExactly("a was collected before with the same name and label values");
        table.clear();
        assertThat(table.faults()).isEmpty();
        assertThat(table.sorted()).isEmpty();
    }

    @Test
    void dropsTheGroupAndWhatItReported() {
        add("a", "1");
        add("b", "1");
        table.beginGroup();
        add("b", "2");
        add("b", "1");
        add("c", "1");
        table.add(MetricType.COUNTER, "a", "h", SampleRole.VALUE, 1, new String[0], 0);
        assertThat(table.faults()).hasSize(1);
        table.dropGroup();
        assertThat(names()).containsExactly("a", "b");
        assertThat(table.sorted().getLast().series.size()).isEqualTo(1);
        assertThat(table.faults()).isEmpty();
        add("c", "3");
        assertThat(names()).containsExactly("a", "b", "c");
    }

    private void add(String name, String device) {
        table.add(MetricType.GAUGE, name, "h", SampleRole.VALUE, 1, new String[] {"device", device}, 2);
    }

    private void add(String name) {
        table.add(MetricType.GAUGE, name, "h", SampleRole.VALUE, 1, new String[0], 0);
    }

    private void addNumbered(int count) {
        for (int i = 0; i < count; i++) {
            add("x_" + i);
        }
    }

    private List<String> names() {
        return table.sorted().stream().map(family -> family.name).toList();
    }
}
