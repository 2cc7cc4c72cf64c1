package io.github.ecsmonitoring.exporter.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {
    @Test
    void namesTheRuntimeAndTheCLibraryAsScannersKnowThem() {
        assertThat(new BillOfMaterials(
                                "0.1.0",
                                "25.0.3+9-LTS",
                                "Eclipse Adoptium",
                                "java.base,java.management",
                                "2.39",
                                "Ubuntu GLIBC 2.39-0ubuntu8.6",
                                List.of("/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2"))
                        .json())
                .isEqualTo("""
                        {
                          "bomFormat": "CycloneDX",
                          "specVersion": "1.6",
                          "version": 1,
                          "metadata": {
                            "component": {"type": "container", "bom-ref": "image", "name": "node-exporter", "version": "0.1.0"}
                          },
                          "components": [
                            {
                              "type": "platform",
                              "bom-ref": "java",
                              "supplier": {"name": "Eclipse Adoptium"},
                              "name": "openjdk",
                              "version": "25.0.3+9-LTS",
                              "cpe": "cpe:2.3:a:oracle:openjdk:25.0.3:*:*:*:*:*:*:*",
                              "purl": "pkg:generic/openjdk@25.0.3",
                              "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}],
                              "properties": [{"name": "modules", "value": "java.base,java.management"}]
                            },
                            {
                              "type": "library",
                              "bom-ref": "glibc",
                              "name": "glibc",
                              "version": "2.39",
                              "cpe": "cpe:2.3:a:gnu:glibc:2.39:*:*:*:*:*:*:*",
                              "purl": "pkg:generic/glibc@2.39",
                              "licenses": [{"expression": "LGPL-2.1-or-later"}],
                              "properties": [{"name": "package", "value": "Ubuntu GLIBC 2.39-0ubuntu8.6"}, \
                        {"name": "files", "value": "/lib/x86_64-linux-gnu/libc.so.6 /lib64/ld-linux-x86-64.so.2"}]
                            }
                          ],
                          "dependencies": [{"ref": "image", "dependsOn": ["java"]}, {"ref": "java", "dependsOn": ["glibc"]}]
                        }
                        """);
    }

    @Test
    void copiesTheBillInTheJarAndReadsVersionsOfThisMachine(@TempDir Path dir) throws Exception {
        Path jar = jar(dir, "META-INF/sbom/application.cdx.json");

        BillOfMaterials.write(jar, List.of("/lib/libc.so.6"), dir.resolve("sbom"));

        assertThat(dir.resolve("sbom/node-exporter.cdx.json")).hasContent("{}");
        assertThat(Files.readString(dir.resolve("sbom/runtime.cdx.json")))
                .contains(
                        "\"name\": \"node-exporter\", \"version\": \"0.1.0\"",
                        "\"version\": \"" + System.getProperty("java.runtime.version") + "\"")
                .containsPattern("\"name\": \"glibc\",\n      \"version\": \"2\\.\\d+\"");
    }

    @Test
    void omitsTheLibrariesOfAJarThatWasBuiltOffline(@TempDir Path dir) throws Exception {
        BillOfMaterials.write(jar(dir, "other"), List.of(), dir.resolve("sbom"));

        assertThat(dir.resolve("sbom")).isDirectoryNotContaining("glob:**node-exporter*");
        assertThat(dir.resolve("sbom/runtime.cdx.json")).exists();
    }

    private static Path jar(Path dir, String entry) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Implementation-Version", "0.1.0");
        Path jar = dir.resolve("exporter.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new ZipEntry(entry));
            entries.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
