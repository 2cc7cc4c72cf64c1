package io.github.ecsmonitoring.exporter.collector.filter;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.log.Log;

/** A flag and its old name, which still works but is not shown by {@code --help}. */
record RenamedFlag(Flag<String> flag, Flag<String> old) {

    static RenamedFlag declare(Flags flags, Flag<String> flag, String oldName) {
        return new RenamedFlag(flag, flags.hiddenText(oldName, "DEPRECATED: Use " + flag.name()));
    }

    /** The flag on the command line; a warning is logged if that is the old one. */
    Flag<String> given(Log log) {
        if (old.value().isEmpty()) {
            return flag;
        }
        if (flag.isGiven()) {
            throw new FlagException("--" + old.name() + " and --" + flag.name() + " are mutually exclusive");
        }
        log.warn("--" + old.name() + " is DEPRECATED and will be removed in 2.0.0, use --" + flag.name());
        return old;
    }
}
