package io.github.ecsmonitoring.exporter.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a collector reads, in one text file {@code src/test/resources/machines/<collector>.txt}: flags, then
 * sections that begin with {@code ==>}. A section is a file with its text, a folder with files of one value each, or a
 * link. {@code …} stands for the test's folder.
 *
 * <pre>
 * --collector.qdisc.fixtures=…
 * ==> proc/loadavg
 * 0.21 0.37 0.39 1/719 19737
 * ==> sys/class/hwmon/hwmon0/
 * name: coretemp
 * temp1_input: 48500
 * ==> sys/class/hwmon/hwmon0/device -> ../../../devices/platform/coretemp.0
 * </pre>
 */
record MachineText(String[] flags, Map<String, String> files, Map<String, String> links) {
    private static final Path MACHINES = Path.of("src/test/resources/machines");
    private static final String ARROW = " -> ";

    static boolean exists(String collector) {
        return Files.exists(file(collector));
    }

    static MachineText of(String collector, Path folder) throws IOException {
        String text = Files.readString(file(collector)).replace("…", folder.toString());
        List<String> sections = List.of(('\n' + text).split("\n==> "));
        String[] flags =
                sections.getFirst().lines().filter(line -> !line.isEmpty()).toArray(String[]::new);
        MachineText machine = new MachineText(flags, new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String section : sections.subList(1, sections.size())) {
            int end = section.indexOf('\n');
            machine.add(end < 0 ? section : section.substring(0, end), end < 0 ? "" : section.substring(end + 1));
        }
        return machine;
    }

    Sysfs write(Path folder) throws IOException {
        Sysfs machine = new Sysfs(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            machine.with("", file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            machine.link(link.getKey(), link.getValue());
        }
        return machine;
    }

    private void add(String title, String text) {
        if (title.contains(ARROW)) {
            int arrow = title.indexOf(ARROW);
            links.put(title.substring(0, arrow), title.substring(arrow + ARROW.length()));
        } else if (title.endsWith("/")) {
            text.lines().forEach(line -> {
                int colon = line.indexOf(": ");
                files.put(title + line.substring(0, colon), line.substring(colon + 2) + '\n');
            });
        } else {
            files.put(title, text.isEmpty() || text.endsWith("\n") ? text : text + '\n');
        }
    }

    private static Path file(String collector) {
        return MACHINES.resolve(collector + ".txt");
    }
}
