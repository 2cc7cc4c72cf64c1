package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * The bills of materials in the image, for scanners: one of the exporter's libraries, which its jar holds, and one of
 * the Java runtime and the C library.
 *
 * <pre>
 * sbom/node-exporter.cdx.json
 * sbom/runtime.cdx.json
 * </pre>
 *
 * @param exporter the exporter's version
 * @param java the version of the JDK with its build, for example {@code 25.0.3+9-LTS}
 * @param vendor of the JDK
 * @param modules the Java modules in the runtime, separated by commas
 * @param glibc the version of glibc, for example {@code 2.39}
 * @param glibcPackage the version with the distribution's patches, for example {@code Ubuntu GLIBC 2.39-0ubuntu8.6}
 * @param libraries the paths of glibc's files in the image
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
record BillOfMaterials(
        String exporter,
        String java,
        String vendor,
        String modules,
        String glibc,
        String glibcPackage,
        List<String> libraries) {
    /** In a jar, where Spring Boot puts it too. */
    private static final String IN_JAR = "META-INF/sbom/application.cdx.json";

    /** {@code ldd (Ubuntu GLIBC 2.39-0ubuntu8.6) 2.39}. */
    private static final Pattern LDD = Pattern.compile("ldd \\((.*)\\) (\\d+\\.\\d+)");

    /** Writes both files into {@code folder}. */
    static void write(Path jar, List<String> libraries, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (JarFile archive = new JarFile(jar.toFile())) {
            ZipEntry entry = archive.getEntry(IN_JAR);
            if (entry == null) {
                // mvn -o writes none.
                System.err.println("node-exporter-image: " + jar.getFileName() + " has no " + IN_JAR
                        + ", so the image has no bill of the exporter's libraries");
            } else {
                try (InputStream in = archive.getInputStream(entry)) {
                    Files.write(folder.resolve("node-exporter.cdx.json"), in.readAllBytes());
                }
            }
            String version = archive.getManifest().getMainAttributes().getValue("Implementation-Version");
            Files.writeString(
                    folder.resolve("runtime.cdx.json"),
                    ofThisMachine(version, Command.run(List.of("ldd", "--version")), libraries)
                            .json());
        }
    }

    /** jlink has taken the modules from the JDK that runs this program. */
    private static BillOfMaterials ofThisMachine(String exporter, String ldd, List<String> libraries)
            throws IOException {
        Matcher glibc = LDD.matcher(ldd);
        if (!glibc.find()) {
            throw new IOException("ldd --version: no version of glibc in: "
                    + ldd.lines().findFirst().orElse(""));
        }
        return new BillOfMaterials(
                exporter,
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                ExporterRuntime.MODULES,
                glibc.group(2),
                glibc.group(1),
                libraries);
    }

    String json() {
        String release = java.replaceFirst("[+-].*", "");
        return """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.6",
                  "version": 1,
                  "metadata": {
                    "component": {"type": "container", "bom-ref": "image", "name": "node-exporter", "version": "%s"}
                  },
                  "components": [
                    {
                      "type": "platform",
                      "bom-ref": "java",
                      "supplier": {"name": "%s"},
                      "name": "openjdk",
                      "version": "%s",
                      "cpe": "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*",
                      "purl": "pkg:generic/openjdk@%s",
                      "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
                      "properties": [{"name": "modules", "value": "%s"}]
                    },
                    {
                      "type": "library",
                      "bom-ref": "glibc",
                      "name": "glibc",
                      "version": "%s",
                      "cpe": "cpe:2.3:a:gnu:glibc:%s:*:*:*:*:*:*:*",
                      "purl": "pkg:generic/glibc@%s",
                      "licenses": [{"expression": "LGPL-2.1-or-later"}],
                      "properties": [{"name": "package", "value": "%s"}, {"name": "files", "value": "%s"}]
                    }
                  ],
                  "dependencies": [{"ref": "image", "dependsOn": ["java"]}, {"ref": "java", "dependsOn": ["glibc"]}]
                }
                """.formatted(
                        exporter,
                        vendor,
                        java,
                        release,
                        release,
                        modules,
                        glibc,
                        glibc,
                        glibc,
                        glibcPackage,
                        String.join(" ", libraries));
    }
}
