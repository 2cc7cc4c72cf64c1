package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;

/**
 * The flags that enable and disable collectors: {@code --[no-]collector.NAME}, {@code --collector.disable-defaults}.
 */
public final class CollectorFlags {
    private static final String DISABLE_DEFAULTS = "collector.disable-defaults";

    private CollectorFlags() {}

    /** Declares the flag that disables all collectors whose own flag is not given. */
    public static void declareDisableDefaults(Flags flags) {
        flags.toggle(DISABLE_DEFAULTS, false, "Set all collectors to disabled by default.");
    }

    /** Declares the flag of a collector. */
    public static Flag<Boolean> declare(Flags flags, String name, boolean enabled, String help) {
        return flags.toggle("collector." + name, enabled, help);
    }

    /** Whether a collector is enabled, once the command line is parsed; true for one whose flag is not declared. */
    public static boolean isEnabled(Flags flags, String name) {
        return flags.findToggle("collector." + name)
                .map(enabled -> enabled.value() && (enabled.isGiven() || !isDisabledByDefault(flags)))
                .orElse(true);
    }

    private static boolean isDisabledByDefault(Flags flags) {
        return flags.findToggle(DISABLE_DEFAULTS).orElseThrow().value();
    }
}
