package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.OpenFiles.Handle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a file of one value says, and what was made of it: as long as an open file says the same, it is the same object.
 */
final class SysValue {
    /** Larger ones are no values. */
    private static final int LARGEST_KEPT = 256;

    private final byte[] bytes;
    private final Optional<String> text;
    /** Null: not asked for yet. */
    private OptionalDouble number;

    SysValue(byte[] bytes) {
        this.bytes = bytes;
        this.text = Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    }

    /** What {@code reader} has read. */
    static SysValue of(KernelReader reader) {
        Handle handle = reader.handle();
        SysValue last = handle == null ? null : (SysValue) handle.made();
        if (last != null && reader.hasRead(last.bytes)) {
            return last;
        }
        SysValue now = new SysValue(reader.bytes());
        if (handle != null && now.bytes.length <= LARGEST_KEPT) {
            handle.make(now);
        }
        return now;
    }

    /** Without the blanks around it; always there. */
    Optional<String> text() {
        return text;
    }

    /**
     * The whole number that the text is; always there. Two threads may make it at once: it is the same.
     *
     * @throws IOException if it is none
     */
    OptionalDouble number(Path folder, String file) throws IOException {
        OptionalDouble known = number;
        if (known == null) {
            known = OptionalDouble.of(parse(folder, file));
            number = known;
        }
        return known;
    }

    private double parse(Path folder, String file) throws IOException {
        String digits = text.get();
        boolean negative = digits.startsWith("-");
        try {
            KernelText field = KernelText.of(folder.resolve(file).toString(), negative ? digits.substring(1) : digits)
                    .firstLine();
            double magnitude = field.nextUnsigned();
            if (!field.nextField()) {
                return negative ? -magnitude : magnitude;
            }
        } catch (IOException e) {
            throw new IOException(folder.resolve(file) + ": expected a whole number, got \"" + digits + '"', e);
        }
        throw new IOException(folder.resolve(file) + ": expected a whole number, got \"" + digits + '"');
    }
}
