package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts that have the command lines of collectors. */
class CollectorProgramTest {
    /** Prints what awscollector v0.49.0 prints; like it, ignores arguments that are not flags. */
    private static final String AWSCOLLECTOR = """
            #!/bin/sh
            echo '2026/11/30 10:00:00 ADOT Collector version: v0.49.0'
            echo '2026/11/30 10:00:00 attn: users of the `datadog`, `logzio`, `sapm`, `signalfx` exporter components. please refer to …'
            case "$1" in
              --config=*|components|validate) ;;
              --help) printf 'Usage of aws-otel-collector:\\n  -config value\\n'; exit 1 ;;
              *) echo "flag provided but not defined: -${1#--}"; exit 1 ;;
            esac
            [ "$RUN_IN_CONTAINER" = True ] || exit 1
            case "$AOT_CONFIG_CONTENT" in
              *wrong*) echo "2026/11/30 10:00:00 failed to get config: 'exporters' unknown type: \\"wrong\\""; exit 1 ;;
              *'level: info'*) echo '{"level":"info","msg":"Starting aws-otel-collector...","Version":"v0.49.0"}' ;;
            esac
            exec sleep 300
            """;

    private static final String OTELCOL = """
            #!/bin/sh
            case "$1" in
              --help) printf 'Usage:\\n  otelcol [command]\\n\\nAvailable Commands:\\n  components  Outputs available components\\n  validate    Validates the config\\n' ;;
              --version) echo 'otelcol version v0.156.0' ;;
              components) printf 'exporters:\\n    - name: %s\\n' EXPORTER ;;
              validate)
                [ "$2" = --config=env:AOT_CONFIG_CONTENT ] || exit 2
                case "$AOT_CONFIG_CONTENT" in *wrong*) echo "'exporters' unknown type: \\"wrong\\""; exit 1 ;; esac ;;
            esac
            """;

    private static final String ACCEPTED = """
            service:
              telemetry:
                logs:
                  level: warn
            """;

    @TempDir
    Path folder;

    private CollectorProgram program(String script) throws Exception {
        Path file = folder.resolve("collector");
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return CollectorProgram.of(file);
    }

    @Test
    void awscollectorIsRecognizedByItsMissingSubcommands() throws Exception {
        CollectorProgram program = program(AWSCOLLECTOR);
        assertThat(program.hasSubcommands()).isFalse();
        assertThat(program.hasXRay()).isTrue();
        assertThat(program.version()).isEqualTo("ADOT Collector version: v0.49.0");
    }

    @Test
    void awscollectorAcceptsAConfigurationWithWhichItStarts() throws Exception {
        assertThat(program(AWSCOLLECTOR).rejection(ACCEPTED, Map.of(), List.of()))
                .isEmpty();
    }

    @Test
    void awscollectorExitsWithTheReasonOfARejection() throws Exception {
        assertThat(program(AWSCOLLECTOR).rejection(ACCEPTED + "exporters:\n  wrong:\n", Map.of(), List.of()))
                .contains("'exporters' unknown type: \"wrong\"");
    }

    @Test
    void otherCollectorsAreAskedWithSubcommands() throws Exception {
        CollectorProgram program = program(OTELCOL.replace("EXPORTER", "otlp_http"));
        assertThat(program.hasSubcommands()).isTrue();
        assertThat(program.hasXRay()).isFalse();
        assertThat(program.version()).isEqualTo("otelcol version v0.156.0");
        assertThat(program.rejection(ACCEPTED, Map.of(), List.of())).isEmpty();
        assertThat(program.rejection(ACCEPTED + "exporters:\n  wrong:\n", Map.of(), List.of()))
                .isEqualTo("'exporters' unknown type: \"wrong\"\n");
    }

    @Test
    void anotherCollectorMayHaveTheExporterForXRay() throws Exception {
        assertThat(program(OTELCOL.replace("EXPORTER", "awsxray")).hasXRay()).isTrue();
    }
}
