package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * The short name of this process's time zone: {@code CET}, {@code +06}. Read from the zone file, since Java's own names
 * differ and take time and memory to load.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/tzfile.5.html">tzfile(5)</a>
 */
final class TimeZoneName {
    private static final String FOLDER = "/usr/share/zoneinfo/";

    private TimeZoneName() {}

    /**
     * The name in the zone file of the variable TZ, or else in {@code /etc/localtime}.
     *
     * @throws IOException if the file exists and cannot be read
     */
    static String of(TimeZone zone, Date now) throws IOException {
        int offset = zone.getOffset(now.getTime()) / 1000;
        String given = Optional.ofNullable(System.getenv("TZ")).orElse("/etc/localtime");
        String name = given.startsWith(":") ? given.substring(1) : given;
        String found = name.isEmpty() ? "" : read(FilePaths.of(name.startsWith("/") ? name : FOLDER + name), offset);
        if (!found.isEmpty()) {
            return found;
        }
        return offset == 0 ? "UTC" : zone.getDisplayName(zone.inDaylightTime(now), TimeZone.SHORT, Locale.ENGLISH);
    }

    private static String read(Path file, int offset) throws IOException {
        return Files.isRegularFile(file) ? parse(Files.readAllBytes(file), offset) : "";
    }

    /**
     * The name of an offset in the last line of a zone file: in {@code CET-1CEST,M3.5.0,M10.5.0/3}, CET is the name of
     * one hour ahead of UTC, and CEST that of any other offset. Empty for a file without such a line.
     */
    static String parse(byte[] file, int offset) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int from = text.lastIndexOf('\n', text.length() - 2) + 1;
        if (!text.startsWith("TZif") || !text.endsWith("\n") || from == 0) {
            return "";
        }
        String rule = text.substring(from, text.length() - 1);
        int standard = nameEnd(rule, 0);
        int daylight = offsetEnd(rule, standard);
        boolean isStandard =
                nameEnd(rule, daylight) == daylight || westOfUtc(rule.substring(standard, daylight)) == -offset;
        String name = isStandard ? rule.substring(0, standard) : rule.substring(daylight, nameEnd(rule, daylight));
        return name.replace("<", "").replace(">", "");
    }

    /** A name consists of letters or is in angle brackets. */
    private static int nameEnd(String rule, int from) {
        if (rule.startsWith("<", from)) {
            return Math.max(from, rule.indexOf('>', from) + 1);
        }
        int end = from;
        while (end < rule.length() && Character.isLetter(rule.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int offsetEnd(String rule, int from) {
        int end = from;
        while (end < rule.length()
                && (KernelNumber.isDigit(rule.charAt(end)) || "+-:".indexOf(rule.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** The seconds of {@code -5:30}. */
    private static int westOfUtc(String offset) {
        int seconds = 0;
        int unit = 3600;
        for (String part : offset.replace("-", "").replace("+", "").split(":")) {
            seconds += part.isEmpty() || part.length() > 3 ? 0 : Integer.parseInt(part) * unit;
            unit /= 60;
        }
        return offset.startsWith("-") ? -seconds : seconds;
    }
}
