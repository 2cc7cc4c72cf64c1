package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Runs the emulator as a process. It prints its address on stdout and exits on SIGTERM, at the end of stdin or after
 * {@code --stop-after} seconds, so that it does not outlive an aborted test.
 *
 * <pre>
 * $ java -jar lib-exporter/target/node-exporter-tests.jar --scenario=ec2-bridge --faults=429:0.1,slow=3s:0.05
 * listening on http://127.0.0.1:40123/v4/6cbda2c4fcbb7d9e
 * </pre>
 */
public final class EmulatorMain {
    private static final String PROGRAM = "task-metadata-emulator";

    private EmulatorMain() {}

    /** Runs until it is stopped; exits with 1 for an invalid command line or a port in use. */
    public static void main(String[] args) throws Exception {
        EmulatorFlags flags = new EmulatorFlags();
        Emulator emulator;
        try {
            flags.parse(List.of(args));
            if (flags.help()) {
                System.out.print(flags.text(PROGRAM));
                return;
            }
            emulator = Emulator.start(flags);
        } catch (FlagException | IOException e) {
            System.err.println(PROGRAM + ": error: " + e.getMessage());
            System.exit(1);
            return;
        }
        System.out.println("listening on " + emulator.uri());
        Thread.ofPlatform().daemon().start(EmulatorMain::exitAtEndOfInput);
        Thread.sleep(flags.stopAfter());
        System.exit(0);
    }

    private static void exitAtEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // treated as the end of stdin
        }
        System.exit(0);
    }
}
