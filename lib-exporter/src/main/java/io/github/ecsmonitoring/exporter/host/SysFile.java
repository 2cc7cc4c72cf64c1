package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.FileContents;
import io.github.ecsmonitoring.exporter.host.io.FileHandle;
import io.github.ecsmonitoring.exporter.host.io.FileKey;
import io.github.ecsmonitoring.exporter.host.io.ReadResult;

/** A file of one value and what it held when it was read last. */
final class SysFile {
    /** A larger file holds no single value. */
    private static final int LARGEST_KEPT = 256;

    private final FileKey key;
    private FileHandle handle;
    private SysValue last;

    SysFile(FileKey key) {
        this.key = key;
    }

    /** The same object as last time if the kernel's answer is the same. */
    SysValue read(SysFolderContext reader) {
        ReadResult result = readContent(reader.contents);
        if (last == null || !isSame(result, reader)) {
            SysValue now = value(result, reader);
            if (result == ReadResult.READ && reader.contents.size() > LARGEST_KEPT) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private ReadResult readContent(FileContents contents) {
        if (handle != null) {
            ReadResult again = contents.readAgain(handle, KernelFileLimit.BYTES + 1);
            if (again == ReadResult.READ || again == ReadResult.NO_VALUE) {
                return again;
            }
        }
        ReadResult result = contents.read(key, KernelFileLimit.BYTES + 1);
        handle = contents.handle();
        return result;
    }

    private boolean isSame(ReadResult result, SysFolderContext reader) {
        return result == ReadResult.READ
                ? last.isRead() && reader.contents.equalTo(last.content())
                : last.isFailure(result, reader.calls.errno(), reader.calls.wasOpened());
    }

    private SysValue value(ReadResult result, SysFolderContext reader) {
        if (result != ReadResult.READ) {
            return SysValue.failure(key, result, reader.calls.errno(), reader.calls.wasOpened());
        }
        if (reader.contents.size() > KernelFileLimit.BYTES) {
            return SysValue.tooLarge(key);
        }
        byte[] bytes = new byte[reader.contents.size()];
        reader.contents.copyTo(bytes, 0);
        return SysValue.of(key, bytes);
    }
}
