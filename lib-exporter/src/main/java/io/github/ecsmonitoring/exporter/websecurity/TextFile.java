package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads whole text files. */
final class TextFile {
    private TextFile() {}

    /** {@code name} stands for the file in messages. */
    static String read(String name, Path file, Charset charset) throws IOException {
        try {
            return Files.readString(file, charset);
        } catch (NoSuchFileException e) {
            throw new IOException(name + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(name + ": permission denied", e);
        } catch (CharacterCodingException e) {
            throw new IOException(name + ": not valid " + charset, e);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }
}
