package io.github.ecsmonitoring.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Token;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * What the monitoring of an app costs, found when it is synthesized.
 *
 * <p>For other packages of this library; may change in any release.
 */
public final class CostRegistry extends Construct {
    private static final String ID = "EcsMonitoringCost";
    private static final String FILE = "monitoring-cost.json";
    private static final String LIBRARY = "io.github.ecsmonitoring.";
    /** The demo and its cluster are what is monitored. */
    private static final List<String> NOT_MONITORING = List.of(LIBRARY + "app.", LIBRARY + "EcsCluster");

    private final List<Function<CostOptions, CostedTask>> tasks = new ArrayList<>();
    private CostOptions options;

    private CostRegistry(Construct root) {
        super(root, ID);
    }

    /** The registry of an app. Call it before synth, since it may add a construct. */
    public static CostRegistry of(IConstruct construct) {
        IConstruct root = construct.getNode().getRoot();
        return root.getNode().tryFindChild(ID) instanceof CostRegistry existing
                ? existing
                : new CostRegistry((Construct) root);
    }

    /** Adds a task, which is described when all containers and services are known. */
    public void add(Function<CostOptions, CostedTask> task) {
        tasks.add(task);
    }

    /** @throws IllegalArgumentException if another EcsMonitoring of the app has set other options */
    public void options(CostOptions chosen) {
        if (options != null && !options.equals(chosen)) {
            throw new IllegalArgumentException(
                    "cost(...) applies to the whole app: set it on one EcsMonitoring, got different options");
        }
        options = chosen;
    }

    /** The cost at the time of the call. */
    public MonitoringCost cost() {
        CostOptions chosen = options == null ? CostOptions.create() : options;
        Map<Price, Double> units = new EnumMap<>(Price.class);
        Set<String> regions = new TreeSet<>();
        visit(getNode().getRoot(), false, chosen, units, regions);
        return MonitoringCost.of(tasks.stream().map(task -> task.apply(chosen)).toList(), units, regions, chosen);
    }

    private static void visit(
            IConstruct construct, boolean ours, CostOptions options, Map<Price, Double> units, Set<String> regions) {
        boolean monitoring = ours || isMonitoring(construct);
        if (monitoring) {
            PricedResource.ALL.forEach(resource -> resource.units(construct, options)
                    .forEach((price, number) -> units.merge(price, number, Double::sum)));
        }
        if (construct instanceof Stack stack && !Token.isUnresolved(stack.getRegion())) {
            regions.add(stack.getRegion());
        }
        construct.getNode().getChildren().forEach(child -> visit(child, monitoring, options, units, regions));
    }

    private static boolean isMonitoring(IConstruct construct) {
        String name = construct.getClass().getName();
        return name.startsWith(LIBRARY)
                && !(construct instanceof Stack)
                && NOT_MONITORING.stream().noneMatch(name::startsWith);
    }

    /** Removes the file of an earlier synth. */
    public void clear() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code monitoring-cost.json} beside the templates. */
    public void write(MonitoringCost cost) {
        try {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), cost.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return Path.of(((Stage) getNode().getRoot()).getOutdir()).resolve(FILE);
    }
}
