package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTableTest {
    private static final Path BUNDLED = Path.of("main/resources/io/github/ecsmonitoring/cost/prices.txt");

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("prices.txt"), text);
    }

    @Test
    void bundledTableHasASourceForEveryPrice() {
        for (Price price : Price.values()) {
            assertThat(PriceTable.bundled().row(price).source()).matches("(unconfirmed:)?https://.+");
        }
    }

    @Test
    void bundledTableHasNoUnconfirmedPrice() {
        assertThat(Price.values())
                .allMatch(price -> PriceTable.bundled().row(price).isConfirmed());
    }

    @Test
    void readsTheDateOfASourceIfThereIsOne() throws IOException {
        String text = Files.readString(BUNDLED)
                .replaceAll("(?m)^ALARM .*", "ALARM 0.12 alarm-month unconfirmed:https://example.com")
                .replaceAll("(?m)^SECRET .*", "SECRET 0.50 secret-month https://example.com 2026-11-30");
        PriceTable table = PriceTable.of(file(text));
        assertThat(table.row(Price.ALARM))
                .isEqualTo(new PriceTable.Row(0.12, "alarm-month", "unconfirmed:https://example.com", "undated"))
                .returns(false, PriceTable.Row::isConfirmed);
        assertThat(table.row(Price.SECRET))
                .isEqualTo(new PriceTable.Row(0.5, "secret-month", "https://example.com", "2026-11-30"))
                .returns(true, PriceTable.Row::isConfirmed);
    }

    @Test
    void isReplacedByAFile() throws IOException {
        String text =
                Files.readString(BUNDLED).replace("us-east-1", "eu-west-1").replace("ALARM 0.10", "ALARM 0.12");
        PriceTable table = PriceTable.of(file(text));
        assertThat(table.region()).isEqualTo("eu-west-1");
        assertThat(table.usd(Price.ALARM)).isEqualTo(0.12);
    }

    @Test
    void rejectsALineThatIsNoPrice() throws IOException {
        Path file = file("date 2026\nregion us-east-1\nALARMS 0.10 alarm https://example.com\n");
        assertThatThrownBy(() -> PriceTable.of(file))
                .hasMessageStartingWith(
                        file
                                + ": a line must be a price, US dollars, unit, source and perhaps its date, got \"ALARMS 0.10 alarm https://example.com\"");
    }

    @Test
    void rejectsAFileWithoutAllPrices() throws IOException {
        Path file = file("date 2026\nregion us-east-1\n");
        assertThatThrownBy(() -> PriceTable.of(file))
                .hasMessageContaining("must have a date, a region and all prices, is without [AMP_SAMPLES_TIER_1, ");
    }

    @Test
    void rejectsANegativePrice() {
        assertThatThrownBy(() -> PriceTable.bundled().with(Price.ALARM, -1))
                .hasMessage("a price must be 0 or more, got -1.0");
    }
}
