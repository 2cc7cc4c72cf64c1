package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The emulator as a process. It says where it listens in one line on stdout and ends at SIGTERM, at the end of its
 * stdin or after {@code --stop-after} seconds, whichever comes first, so that it never outlives a broken test.
 *
 * <pre>
 * $ java -jar lib-exporter/target/node-exporter-tests.jar --scenario=ec2-bridge --faults=429:0.1,slow=3s:0.05
 * listening on http://127.0.0.1:40123/v4/6cbda2c4fcbb7d9e
 * </pre>
 */
public final class EmulatorMain {
    private static final String PROGRAM = "task-metadata-emulator";

    private EmulatorMain() {}

    /** Runs until it is told to stop; exits with 1 for a wrong command line or a port that can't be bound. */
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
            // the same as its end
        }
        System.exit(0);
    }
}
