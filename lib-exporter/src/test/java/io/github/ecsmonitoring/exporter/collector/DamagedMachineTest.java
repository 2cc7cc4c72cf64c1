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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damages each file that a collector reads: the collector must fail with an IOException or omit the samples that it
 * cannot read, and must expose no {@linkplain ExpectedSamples wrong value}. {@code -Ddamage.seed=2} selects other
 * damage.
 */
class DamagedMachineTest {
    private static final long SEED = Long.getLong("damage.seed", 1);
    private static final int ROUNDS = 30;
    private static final int LONG_LINES = 3;
    private static final String MEBIBYTE = "9".repeat(1 << 20);

    private static final List<String> NO_NUMBERS = List.of("", "x\n", "\0\1\2\u00ff", "NaN\n", "1e999\n");
    private static final String TOO_LARGE = "18446744073709551616\n";
    private static final String LARGEST = "18446744073709551615\n";
    /** None is a number, not even a hexadecimal one, but each has a beginning that a careless parser accepts. */
    private static final List<String> NO_NUMBER_FIELDS = List.of("x", "7x", "0x", "1..2", "\0\1");

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

    /** Files without which a collector exposes nothing. */
    private static final Set<String> NEEDED = Set.of(
            "proc/diskstats",
            "proc/self/mountinfo",
            "proc/self/mountstats",
            "sys/class/net/bonding_masters",
            "sys/devices/pci0000:00/0000:03:00.0/uevent");
    /** A file that the command line names is an error if it cannot be read. */
    private static final String NAMES_FILES = "sysctl";

    /** Collectors that read no file, and their source. */
    private static final Map<String, String> READ_NO_FILE = Map.of(
            "ethtool", "ioctl(2)",
            "jvm", "the virtual machine's own beans",
            "network_route", "netlink: NetworkRouteCollectorTest damages the messages",
            "tcpstat", "netlink: TcpstatCollectorTest damages the messages",
            "timex", "adjtimex(2)",
            "uname", "uname(2)");

    @TempDir
    Path folder;

    static Stream<String> collectors() {
        return CollectorList.ALL.stream().map(CollectorType::name).filter(name -> !READ_NO_FILE.containsKey(name));
    }

    @Test
    void eachCollectorThatReadsFilesHasAMachine() {
        assertThat(collectors()).as("in src/test/resources/machines").allMatch(MachineText::exists);
        assertThat(READ_NO_FILE.keySet()).as("read no file").noneMatch(MachineText::exists);
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void eachFileOfTheMachineAffectsThePage(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        Outcome undamaged = machine.scrape();
        assertThat(undamaged.failure()).isNull();
        assertThat(undamaged.samples()).isNotEmpty();
        for (String file : machine.files()) {
            List<Outcome> damaged = List.of(
                    machine.scrapeWith(file, bytes("x\n")),
                    machine.scrapeWith(file, bytes("3\n")),
                    machine.scrapeWith(file, link("vanished")),
                    machine.scrapeWith(file, VANISHED));
            assertThat(damaged).as(file + " has no effect").anyMatch(outcome -> !outcome.isLike(undamaged));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void ignoresCarriageReturnsAtLineEnds(String collector) throws IOException {
        assumeThat(collector)
                .as("Prometheus' text format allows no carriage returns")
                .isNotEqualTo("textfile");
        DamagedMachine machine = machine(collector);
        Outcome undamaged = machine.scrape();
        for (String file : machine.files()) {
            String text = new String(machine.text(file), StandardCharsets.UTF_8);
            Outcome outcome =
                    machine.scrapeWith(file, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(outcome.samples()).as(file).isEqualTo(undamaged.samples());
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesNoWrongValueWhenAFileHasAnotherText(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        for (String file : machine.files()) {
            for (String text : NO_NUMBERS) {
                check(file, text, () -> expected.assertNoWrongValue(machine.scrapeWith(file, bytes(text))));
            }
            check(file, "-1\n", () -> expected.assertNoWrongValue(machine.scrapeWith(file, bytes("-1\n")), v -> v < 0));
            check(
                    file,
                    TOO_LARGE,
                    () -> expected.assertNoWrongValue(
                            machine.scrapeWith(file, bytes(TOO_LARGE)), value -> value > 1e9));
            check(file, LARGEST, () -> expected.assertValid(machine.scrapeWith(file, bytes(LARGEST))));
        }
    }

    /** Converted to another unit or, as a factor of a product, wrapped at 2^64 as in node_exporter. */
    @ParameterizedTest
    @MethodSource("collectors")
    void exposesOnlyMultiplesOfTheNumberInAFile(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        for (String file : machine.files()) {
            check(
                    file,
                    "7000\n",
                    () -> expected.assertNoWrongValue(
                            machine.scrapeWith(file, bytes("7000\n")), value -> isUnit(value / 7000) || value > 1e19));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesNoWrongValueWhenAFileOrFolderCannotBeRead(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        List<String> all = new ArrayList<>(machine.files());
        all.addAll(machine.folders());
        for (String file : all) {
            REPLACEMENTS.forEach((what, replacement) ->
                    check(file, what, () -> expected.assertNoWrongValue(machine.scrapeWith(file, replacement))));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesWhatIsLeftWhenOneFileCannotBeRead(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        for (String file : machine.files()) {
            Outcome outcome = machine.scrapeWith(file, link("/proc/self/mem"));
            boolean needed = machine.files().size() == 1 || NEEDED.contains(file);
            assertThat(outcome.samples().isEmpty())
                    .as("no samples without " + file)
                    .isEqualTo(needed);
            assertThat(outcome.failure() == null)
                    .as("no failure without " + file)
                    .isEqualTo(!needed && !collector.equals(NAMES_FILES));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesNoWrongValueWhenAFieldIsNotANumber(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        for (String file : machine.files()) {
            String[] words = words(machine, file);
            for (int i = 0; i < words.length; i += 2) {
                String[] damaged = words.clone();
                damaged[i] = NO_NUMBER_FIELDS.get((int) ((i / 2 + SEED) % NO_NUMBER_FIELDS.size()));
                String text = String.join("", damaged);
                check(file, text, () -> expected.assertNoWrongValue(machine.scrapeWith(file, bytes(text))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesNoWrongValueWhenAFileEndsBeforeAField(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        for (String file : machine.files()) {
            String[] words = words(machine, file);
            for (int i = 0; i < words.length; i += 2) {
                // without its unit a number is a valid count
                if (!words[i].equals("kB")) {
                    String text = String.join("", Arrays.copyOf(words, i));
                    check(file, text, () -> expected.assertNoWrongValue(machine.scrapeWith(file, bytes(text))));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesAValidPageWhenALineHasAMebibyte(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        for (String file :
                machine.files().subList(0, Math.min(LONG_LINES, machine.files().size()))) {
            String text = new String(machine.text(file), StandardCharsets.ISO_8859_1).stripTrailing();
            check(file, "long", () -> expected.assertValid(machine.scrapeWith(file, bytes(text + MEBIBYTE))));
        }
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void exposesAValidPageAfterRandomDamage(String collector) throws IOException {
        DamagedMachine machine = machine(collector);
        ExpectedSamples expected = new ExpectedSamples(machine.scrape());
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String file = machine.files().get(random.nextInt(machine.files().size()));
            String text = damage(new String(machine.text(file), StandardCharsets.ISO_8859_1), random);
            check(file, text, () -> expected.assertValid(machine.scrapeWith(file, bytes(text))));
        }
    }

    /** Whether the factor converts units: a power of ten, of two, or 125 for bits in thousands. */
    private static boolean isUnit(double factor) {
        double decimal = Math.log10(factor);
        double eighth = Math.log10(factor / 125);
        return isWhole(decimal) || isWhole(eighth) || isWhole(Math.log(factor) / Math.log(2));
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) < 1e-9;
    }

    /** The file's fields and the blanks between them, alternating. */
    private static String[] words(DamagedMachine machine, String file) {
        return new String(machine.text(file), StandardCharsets.ISO_8859_1).splitWithDelimiters("[ \t\n]+", 0);
    }

    /** Replaces a field or up to three bytes, or truncates the text. */
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

    private static void check(String file, String damage, DamagedMachine.Check check) {
        DamagedMachine.check(file + " is \"" + damage + '"', check);
    }

    private static Replacement link(String target) {
        return path -> Files.createSymbolicLink(path, Path.of(target));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
