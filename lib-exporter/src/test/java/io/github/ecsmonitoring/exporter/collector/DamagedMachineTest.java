package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ecsmonitoring.exporter.collector.DamagedMachine.Outcome;
import io.github.ecsmonitoring.exporter.collector.DamagedMachine.Replacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever becomes of a file that a collector reads, the collector fails with an IOException or leaves out what it
 * could not read: it throws nothing else, and its page stays an {@linkplain HonestPage honest} one.
 * {@code -Ddamage.seed=2} damages at other places.
 */
class DamagedMachineTest {
    private static final long SEED = Long.getLong("damage.seed", 1);
    private static final int ROUNDS = 30;
    private static final int LONG_LINES = 3;
    private static final String MEBIBYTE = "9".repeat(1 << 20);

    private static final List<String> NO_VALUES =
            List.of("", "x\n", "-1\n", "\0\1\2\u00ff", "NaN\n", "1e999\n", "18446744073709551616\n");
    /** The sign of -1 overlooked. */
    private static final String MINUS_ONE_UNSIGNED = "1.8446744073709552e+19";

    private static final String LARGEST_VALUE = "18446744073709551615\n";
    private static final List<String> FIELDS =
            List.of("", "x", "-1", "18446744073709551616", "NaN", "1e999", "\0\1", "ü");
    private static final String ODD_BYTES = "\0\n\r\t :;-+.09ax[]{}()\"\\=,/%\u0080\u00ff";

    private static final Replacement VANISHED = path -> {};
    private static final Map<String, Replacement> REPLACEMENTS = new TreeMap<>(Map.of(
            "vanished", VANISHED,
            "vanished since it was listed", link("vanished"),
            "a folder (EISDIR)", Files::createDirectory,
            "memory that is not mapped (EIO)", link("/proc/self/mem"),
            "the speed of a device without one (EINVAL)", link("/sys/class/net/lo/speed")));

    private static final Map<String, String> READ_NO_FILE = Map.of(
            "ethtool", "asks drivers by ioctl(2)",
            "jvm", "asks its own virtual machine",
            "network_route", "asks by netlink: NetworkRouteCollectorTest damages the messages",
            "tcpstat", "asks by netlink: TcpstatCollectorTest damages the messages",
            "timex", "asks by adjtimex(2)",
            "uname", "asks by uname(2)");

    @TempDir
    Path folder;

    static Stream<String> collectors() {
        return CollectorList.ALL.stream().map(CollectorType::name).filter(name -> !READ_NO_FILE.containsKey(name));
    }

    @Test
    void hasAMachineForEachCollectorThatReadsFiles() {
        assertThat(collectors()).as("in src/test/resources/machines").allMatch(MachineText::exists);
        assertThat(READ_NO_FILE.keySet()).as("need none").noneMatch(MachineText::exists);
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void readsEachFileOfItsMachine(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        Outcome whole = machine.scrape();
        assertThat(whole.failure()).isNull();
        assertThat(whole.samples()).isNotEmpty();
        for (String file : machine.files()) {
            List<Outcome> damaged = List.of(
                    machine.scrapeWith(file, bytes("x\n")),
                    machine.scrapeWith(file, bytes("3\n")),
                    machine.scrapeWith(file, link("vanished")),
                    machine.scrapeWith(file, VANISHED));
            assertThat(damaged).as(file + " makes no difference").anyMatch(outcome -> !outcome.isLike(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void readsLinesThatEndWithACarriageReturn(String collector) throws IOException {
        assumeThat(collector)
                .as("carriage returns are wrong in Prometheus' text format")
                .isNotEqualTo("textfile");
        DamagedMachine machine = machine(collector);
        Outcome whole = machine.scrape();
        for (String file : machine.files()) {
            String text = new String(machine.text(file), StandardCharsets.UTF_8);
            Outcome outcome =
                    machine.scrapeWith(file, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(outcome.samples()).as(file).isEqualTo(whole.samples());
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void survivesFilesOfOtherText(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        HonestPage rules = new HonestPage(machine.scrape());
        for (String file : machine.files()) {
            DamagedMachine.explain(file, () -> rules.assertValid(machine.scrapeWith(file, bytes(LARGEST_VALUE))));
            DamagedMachine.explain(
                    file, () -> rules.assertNoneBecame(MINUS_ONE_UNSIGNED, machine.scrapeWith(file, bytes("-1\n"))));
            for (String text : NO_VALUES) {
                DamagedMachine.explain(
                        file + " is \"" + text + '"', () -> rules.assertHonest(machine.scrapeWith(file, bytes(text))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void survivesFilesAndFoldersThatCanNotBeRead(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        HonestPage rules = new HonestPage(machine.scrape());
        List<String> all = new ArrayList<>(machine.files());
        all.addAll(machine.folders());
        for (String file : all) {
            REPLACEMENTS.forEach((what, replacement) -> DamagedMachine.explain(
                    file + " is " + what, () -> rules.assertHonest(machine.scrapeWith(file, replacement))));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void survivesALineOfAMebibyte(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        HonestPage rules = new HonestPage(machine.scrape());
        for (String file :
                machine.files().subList(0, Math.min(LONG_LINES, machine.files().size()))) {
            String text = new String(machine.text(file), StandardCharsets.ISO_8859_1).stripTrailing();
            DamagedMachine.explain(file, () -> rules.assertValid(machine.scrapeWith(file, bytes(text + MEBIBYTE))));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void survivesOtherBytesAndFieldsAndEnds(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        HonestPage rules = new HonestPage(machine.scrape());
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String file = machine.files().get(random.nextInt(machine.files().size()));
            String damaged = damage(new String(machine.text(file), StandardCharsets.ISO_8859_1), random);
            DamagedMachine.explain(
                    file + ", seed " + SEED + ", round " + round + ", is \"" + damaged + '"',
                    () -> rules.assertValid(machine.scrapeWith(file, bytes(damaged))));
        }
    }

    /** Another field, a few other bytes, or an end too early. */
    private static String damage(String text, Random random) {
        int kind = random.nextInt(3);
        if (kind == 0) {
            String[] words = text.splitWithDelimiters("[ \t\n]+", 0);
            words[2 * random.nextInt((words.length + 1) / 2)] = FIELDS.get(random.nextInt(FIELDS.size()));
            return String.join("", words);
        }
        if (kind == 1) {
            return text.substring(0, random.nextInt(text.length() + 1));
        }
        char[] characters = text.toCharArray();
        for (int changes = 1 + random.nextInt(3); changes > 0 && characters.length > 0; changes--) {
            characters[random.nextInt(characters.length)] = ODD_BYTES.charAt(random.nextInt(ODD_BYTES.length()));
        }
        return new String(characters);
    }

    private DamagedMachine machine(String collector) throws IOException {
        return new DamagedMachine(
                CollectorList.ALL.stream()
                        .filter(type -> type.name().equals(collector))
                        .findFirst()
                        .orElseThrow(),
                folder);
    }

    private static Replacement link(String target) {
        return path -> Files.createSymbolicLink(path, Path.of(target));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
