package io.github.ecsmonitoring.task;

import java.util.Collection;
import software.constructs.IConstruct;

/** The notes that an app prints when the CLI runs it. */
public final class SummaryNotes {
    private SummaryNotes() {}

    public static Collection<String> of(IConstruct construct) {
        return SummaryPrinter.of(construct).summary().notes();
    }
}
