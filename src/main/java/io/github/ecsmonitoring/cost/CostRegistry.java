package io.github.ecsmonitoring.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

    final Map<String, CostedTask> tasks = new TreeMap<>();
    private CostOptions options;
    private int retentionDays;

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

    /**
     * Adds what is described when the construct is validated, since all containers and services are known then. Each in
     * a callback of its own: jsii nests the calls of a callback, and a few thousand overflow its stack.
     */
    public void add(IConstruct construct, Function<CostOptions, CostedTask> task) {
        construct.getNode().addValidation(() -> {
            CostedTask costed = task.apply(chosen());
            tasks.put(costed.path(), costed);
            return List.of();
        });
    }

    /** The days for which a workspace stores samples; the estimate uses the longest. */
    public void retentionDays(int days) {
        retentionDays = Math.max(retentionDays, days);
    }

    private CostOptions chosen() {
        return options == null ? CostOptions.create() : options;
    }

    /** @throws IllegalArgumentException if another EcsMonitoring of the app has set other options */
    public void options(CostOptions chosen) {
        if (options != null && !options.equals(chosen)) {
            throw new IllegalArgumentException(
                    "cost(...) applies to the whole app: set it on one EcsMonitoring, got different options");
        }
        options = chosen;
    }

    /** The cost when all constructs are validated, outside of a callback. */
    public MonitoringCost cost() {
        return cost(List::forEach);
    }

    /**
     * The cost when all constructs are validated.
     *
     * @param forEach a loop over the resources that may be priced, which makes each step a callback of its own: an app
     *     may have thousands of them
     */
    public MonitoringCost cost(BiConsumer<List<IConstruct>, Consumer<IConstruct>> forEach) {
        CostOptions chosen = chosen();
        Map<Price, Double> units = new EnumMap<>(Price.class);
        Set<String> regions = new TreeSet<>();
        List<IConstruct> all = getNode().getRoot().getNode().findAll();
        forEach.accept(
                all.stream().filter(CostRegistry::mayBePriced).toList(), resource -> addUnits(resource, chosen, units));
        forEach.accept(all.stream().filter(Stack.class::isInstance).toList(), stack -> {
            String region = ((Stack) stack).getRegion();
            if (!Token.isUnresolved(region)) {
                regions.add(region);
            }
        });
        return MonitoringCost.of(
                tasks.values(),
                units,
                regions,
                chosen,
                retentionDays > 0 ? retentionDays : MonitoringCost.DEFAULT_RETENTION_DAYS);
    }

    private static boolean mayBePriced(IConstruct construct) {
        return PricedResource.ALL.stream().anyMatch(type -> type.prices(construct));
    }

    private static void addUnits(IConstruct resource, CostOptions chosen, Map<Price, Double> units) {
        if (isOfTheMonitoring(resource)) {
            PricedResource.ALL.stream()
                    .filter(type -> type.prices(resource))
                    .forEach(type -> type.units(resource, chosen)
                            .forEach((price, number) -> units.merge(price, number, Double::sum)));
        }
    }

    /** Whether a construct is a part of the monitoring, and not of what is monitored. */
    public static boolean isOfTheMonitoring(IConstruct resource) {
        return resource.getNode().getScopes().stream().anyMatch(CostRegistry::isMonitoring);
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
