package io.github.ecsmonitoring.architecture;

import java.util.List;

/** Known exceptions from the rules; each list gets shorter until it is empty. */
final class Violations {
    private static final String CYCLES = """
            EXPORTER collector: Collectors CpuCollector CpuInfo
            EXPORTER collector: CollectorRun CollectorSet
            EXPORTER collector: NetclassCollector NetclassLinks
            EXPORTER collector: NetdevCollector NetdevLinks
            EXPORTER host: FolderReader KernelFile ReadScope SysFolder SysListing
            EXPORTER host: KernelMemory Syscalls
            """;

    private static final String STATIC_STATE = """
            EXPORTER collector.SelinuxCollector.ROOT
            EXPORTER host.KernelCalls.OPEN
            EXPORTER host.KernelMemory.FREE
            EXPORTER host.ReadScope.CURRENT
            EXPORTER host.ReadScope.FREE
            """;

    private static final String NEEDLESSLY_PUBLIC = """
            EXPORTER collector.NoDataException
            """;

    private Violations() {}

    static List<String> cycles(Module module) {
        return of(module, CYCLES);
    }

    static List<String> staticState(Module module) {
        return of(module, STATIC_STATE);
    }

    static List<String> needlesslyPublic(Module module) {
        return of(module, NEEDLESSLY_PUBLIC);
    }

    private static List<String> of(Module module, String violations) {
        String prefix = module + " ";
        return violations
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
