package io.github.ecsmonitoring.dashboards.lab;

import java.util.List;

/**
 * Lines that replace those of a page, or are added to it, from a moment on; {@code scrapeFails} ends all of them.
 *
 * @param from in seconds since the epoch
 */
record Fault(double from, List<PageLine> lines, boolean scrapeFails) {
    static Fault of(double from, String file) {
        return new Fault(from, PageLine.read(file), false);
    }

    static Fault scrapeFails(double from) {
        return new Fault(from, List.of(), true);
    }
}
