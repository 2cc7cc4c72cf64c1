package io.github.ecsmonitoring.exporter.log;

import java.io.PrintStream;

/** Writes lines in the thread that logs them. */
record DirectOutput(PrintStream out) implements LogOutput {

    @Override
    public boolean write(String line) {
        out.println(line);
        return true;
    }

    @Override
    public void flush(long millis) {
        out.flush();
    }
}
