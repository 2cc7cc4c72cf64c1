package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.time.Duration;
import java.util.List;

/** The command line of the emulator. */
final class EmulatorFlags {
    private final Flags flags = new Flags();
    private final Flag<Boolean> help = flags.toggle("help", false, "Show this text.");
    private final Flag<String> scenario =
            flags.text("scenario", "fargate", "The kind of task: one of " + Scenario.names() + ".");
    private final Flag<String> taskId =
            flags.text("task-id", "", "Task id that replaces the scenario's: 32 hexadecimal digits.");
    private final Flag<Integer> port = flags.number("port", 0, "Port on 127.0.0.1; 0 for a free port.");
    private final Flag<String> faults = flags.text(
            "faults",
            "",
            "Faults with probabilities from 0 to 1: " + Faults.GRAMMAR
                    + ". PUT /control/faults replaces them at run time.");
    private final Flag<Integer> seed = flags.number("seed", 1, "Equal seeds produce equal sequences of faults.");
    private final Flag<Boolean> frozen =
            flags.toggle("frozen", false, "Keep the counters of the fixture; by default they increase over time.");
    private final Flag<Boolean> imds =
            flags.toggle("imds", false, "Serve the EC2 instance metadata service v2 below /latest too.");
    private final Flag<Integer> stopAfter = flags.number(
            "stop-after", 600, "Seconds until it exits; it also exits on SIGTERM and at the end of stdin.");

    EmulatorFlags parse(List<String> arguments) {
        flags.parse(arguments);
        if (port() > 65535) {
            throw new FlagException("flag 'port' must be from 0 to 65535, got '" + port() + "'");
        }
        if (!taskId.value().matches("([0-9a-f]{32})?")) {
            throw new FlagException("flag 'task-id' must be 32 hexadecimal digits, got '" + taskId.value() + "'");
        }
        return this;
    }

    String text(String program) {
        return flags.help(program);
    }

    boolean help() {
        return help.value();
    }

    Scenario scenario() {
        return Scenario.named(scenario.value()).withId(taskId.value());
    }

    int port() {
        return port.value();
    }

    Faults faults() {
        try {
            return Faults.parse(faults.value());
        } catch (IllegalArgumentException e) {
            throw new FlagException("flag 'faults': " + e.getMessage());
        }
    }

    int seed() {
        return seed.value();
    }

    boolean frozen() {
        return frozen.value();
    }

    boolean imds() {
        return imds.value();
    }

    Duration stopAfter() {
        return Duration.ofSeconds(stopAfter.value());
    }
}
