package io.github.ecsmonitoring.exporter.collector.nfs;

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
 * @param index the position among all mounts of the file, of any type
 * @param age seconds; -1 without this line
 * @param bytes empty without this line
 * @param events empty without this line
 */
record NfsMount(
        int index,
        String device,
        String mountPoint,
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
    record Transport(String protocol, long[] numbers) {}

    /** An operation such as READ. */
    record Operation(String name, long[] numbers) {}

    static List<NfsMount> parse(KernelText text) throws IOException {
        List<NfsMount> mounts = new ArrayList<>();
        for (int index = 0; text.nextLine(); ) {
            if (!text.nextField() || !text.field().equals("device")) {
                continue;
            }
            List<String> words = words(text);
            if (words.size() > 8 && (words.get(7).equals("nfs") || words.get(7).equals("nfs4"))) {
                int columns = words.get(8).endsWith("=1.0") ? TRANSPORT_1_0 : TRANSPORT;
                mounts.add(parseMount(text, index, words.get(1), words.get(4), columns));
            }
            index++;
        }
        return mounts;
    }

    private static List<String> words(KernelText text) throws IOException {
        List<String> words = new ArrayList<>();
        do {
            words.add(text.field());
        } while (text.nextField());
        if (words.size() < 8 || !words.get(2).equals("mounted") || !words.get(6).equals("fstype")) {
            throw text.malformed("expected \"device … mounted on … with fstype …\"");
        }
        return words;
    }

    private static NfsMount parseMount(KernelText text, int index, String device, String mountPoint, int columns)
            throws IOException {
        double age = -1;
        long[] bytes = {};
        long[] events = {};
        List<Transport> transports = new ArrayList<>();
        List<Operation> operations = List.of();
        boolean more = true;
        while (more && text.nextLine() && text.nextField()) {
            switch (text.field()) {
                case "age:" -> age = text.nextDecimal();
                case "bytes:" -> bytes = numbers(text, BYTES, BYTES);
                case "events:" -> events = numbers(text, EVENTS, EVENTS);
                case "xprt:" -> transports.add(transport(text, columns));
                case "per-op" -> {
                    operations = operations(text);
                    more = false;
                }
                default -> {}
            }
        }
        return new NfsMount(index, device, mountPoint, age, bytes, events, transports, operations);
    }

    /** Numbers that the protocol or its version does not have are 0, as in node_exporter: UDP lacks three. */
    private static Transport transport(KernelText text, int columns) throws IOException {
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
        return new Transport(protocol, all);
    }

    /** The lines up to the next empty line. */
    private static List<Operation> operations(KernelText text) throws IOException {
        List<Operation> operations = new ArrayList<>();
        while (text.nextLine() && text.nextField()) {
            String name = text.field();
            operations.add(new Operation(
                    name.endsWith(":") ? name.substring(0, name.length() - 1) : name,
                    numbers(text, FEWEST_OPERATION_NUMBERS, Integer.MAX_VALUE)));
        }
        return operations;
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
