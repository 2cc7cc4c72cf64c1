package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.host.EscapedPath;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An NFS mount of {@code mountstats}.
 *
 * <pre>
 * device 192.168.1.1:/srv mounted on /mnt with fstype nfs4 statvers=1.1
 *         age:    13968
 *         bytes:  1207640230 0 0 0 1210214218 0 295483 0
 *         xprt:   tcp 832 0 1 0 11 6428 6428 0 12154 0 24 26 5726
 *         per-op statistics
 *                 READ: 1298 1298 0 207680 1210292152 6 79386 79407
 * </pre>
 *
 * @param age seconds; -1 without this line
 * @param bytes empty without this line
 * @param events empty without this line
 */
record NfsMount(
        String device,
        String mountPoint,
        String type,
        double age,
        long[] bytes,
        long[] events,
        List<Transport> transports,
        List<Operation> operations) {
    private static final int BYTES = 8;
    private static final int EVENTS = 27;
    private static final int FEWEST_OPERATION_NUMBERS = 8;
    /** Numbers of a connection: port, binds, connects, connect time, idle time, sends, receives, … */
    private static final int TRANSPORT = 13;

    private static final int TRANSPORT_1_0 = 10;
    private static final int RDMA_FEWEST = 20;

    /** A connection to the server. */
    record Transport(int index, String protocol, long[] numbers) {}

    /** An operation such as READ. */
    record Operation(String name, long[] numbers) {}

    /** A mount whose first line cannot be read is left out, as is any other line. */
    static List<NfsMount> parse(KernelText text) {
        List<NfsMount> mounts = new ArrayList<>();
        while (text.nextLine()) {
            try {
                if (text.nextField() && text.field().equals("device")) {
                    parseMount(text, mounts);
                }
            } catch (IOException e) {
                text.omit(e);
            }
        }
        return mounts;
    }

    private static void parseMount(KernelText text, List<NfsMount> mounts) throws IOException {
        List<String> words = new ArrayList<>();
        do {
            words.add(text.field());
        } while (text.nextField());
        if (words.size() < 8 || !words.get(2).equals("mounted") || !words.get(6).equals("fstype")) {
            throw text.malformed("expected \"device … mounted on … with fstype …\"");
        }
        String type = words.get(7);
        if (words.size() > 8 && (type.equals("nfs") || type.equals("nfs4"))) {
            int columns = words.get(8).endsWith("=1.0") ? TRANSPORT_1_0 : TRANSPORT;
            Lines lines = new Lines(text, columns);
            lines.read();
            mounts.add(new NfsMount(
                    words.get(1),
                    EscapedPath.decode(words.get(4)),
                    type,
                    lines.age,
                    lines.bytes,
                    lines.events,
                    lines.transports,
                    lines.operations));
        }
    }

    /** The lines after the first one, up to a blank line. */
    private static final class Lines {
        private final KernelText text;
        private final int columns;
        private final List<Transport> transports = new ArrayList<>();
        private final List<Operation> operations = new ArrayList<>();
        private double age = -1;
        private long[] bytes = {};
        private long[] events = {};
        private int transportLines;
        private boolean inOperations;

        Lines(KernelText text, int columns) {
            this.text = text;
            this.columns = columns;
        }

        void read() {
            while (text.nextLine() && text.nextField()) {
                try {
                    readLine();
                } catch (IOException e) {
                    text.omit(e);
                }
            }
        }

        private void readLine() throws IOException {
            if (inOperations) {
                operations.add(operation(text));
                return;
            }
            switch (text.field()) {
                case "age:" -> age = text.nextDecimal();
                case "bytes:" -> bytes = numbers(text, BYTES, BYTES);
                case "events:" -> events = numbers(text, EVENTS, EVENTS);
                case "xprt:" -> transports.add(transport(text, transportLines++, columns));
                case "per-op" -> inOperations = true;
                default -> {}
            }
        }
    }

    private static Transport transport(KernelText text, int index, int columns) throws IOException {
        String protocol = text.nextString();
        long[] all = new long[TRANSPORT];
        if (protocol.equals("udp")) {
            long[] present = numbers(text, columns - 3, columns - 3);
            System.arraycopy(present, 0, all, 0, 2);
            System.arraycopy(present, 2, all, 5, present.length - 2);
        } else if (protocol.equals("tcp")) {
            long[] present = numbers(text, columns, columns);
            System.arraycopy(present, 0, all, 0, present.length);
        } else if (protocol.equals("rdma")) {
            System.arraycopy(numbers(text, RDMA_FEWEST, Integer.MAX_VALUE), 0, all, 0, TRANSPORT_1_0);
        } else {
            throw text.expected("tcp, udp or rdma");
        }
        return new Transport(index, protocol, all);
    }

    /** The lines up to the next empty line. */
    private static Operation operation(KernelText text) throws IOException {
        String name = text.field();
        return new Operation(
                name.endsWith(":") ? name.substring(0, name.length() - 1) : name,
                numbers(text, FEWEST_OPERATION_NUMBERS, Integer.MAX_VALUE));
    }

    private static long[] numbers(KernelText text, int fewest, int most) throws IOException {
        List<Long> numbers = new ArrayList<>();
        while (text.nextField()) {
            try {
                numbers.add(Long.parseUnsignedLong(text.field()));
            } catch (NumberFormatException notANumber) {
                throw text.expected("an unsigned number");
            }
        }
        if (numbers.size() < fewest || numbers.size() > most) {
            throw text.malformed("expected " + fewest + " numbers, got " + numbers.size());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
