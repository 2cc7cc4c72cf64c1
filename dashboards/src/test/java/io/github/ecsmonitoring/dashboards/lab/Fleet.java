package io.github.ecsmonitoring.dashboards.lab;

import io.github.ecsmonitoring.dashboards.lab.ServiceSpec.App;
import io.github.ecsmonitoring.dashboards.lab.ServiceSpec.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The tasks and EC2 instances of two accounts and two regions. The same moment gives the same fleet. */
final class Fleet {
    private static final Place SHOP = new Place("123456789012", "eu-west-1", "shop");
    private static final Place PLATFORM = new Place("123456789012", "eu-west-1", "platform");
    private static final Place SHOP_US = new Place("123456789012", "us-east-1", "shop");
    private static final Place STAGING = new Place("210987654321", "eu-west-1", "staging");
    private static final int MINUTE = 60;
    private static final int TASKS_PER_SERVICE = 10;
    private static final int TASKS_PER_HOST = 8;

    private final SplittableRandom random = new SplittableRandom(20261);
    private final List<TaskSpec> tasks = new ArrayList<>();
    private final List<HostSpec> hosts = new ArrayList<>();
    private final double now;

    private Fleet(double now) {
        this.now = now;
    }

    /** @param now in seconds since the epoch */
    static Fleet of(LabOptions options, double now) {
        Fleet fleet = new Fleet(now);
        fleet.small();
        fleet.grow(options.tasks());
        if (options.scenario() == Scenario.OUTAGE) {
            fleet.outage();
        }
        return fleet;
    }

    List<TaskSpec> tasks() {
        return List.copyOf(tasks);
    }

    List<HostSpec> hosts() {
        return List.copyOf(hosts);
    }

    private void small() {
        ServiceSpec orders = ServiceSpec.fargate(SHOP, "orders", App.MICROMETER);
        // A rolling deploy 48 minutes ago.
        for (int number = 0; number < 3; number++) {
            run(orders, 41, number, hoursAgo(20), minutesAgo(48 - number));
            run(orders, 42, number, minutesAgo(50 - number), Double.POSITIVE_INFINITY);
        }
        run(ServiceSpec.fargate(SHOP, "checkout", App.MICROMETER), 7, 2);
        run(ServiceSpec.fargate(SHOP, "payments", App.OTLP), 12, 2);
        run(ServiceSpec.fargate(SHOP, "inventory", App.OTLP), 3, 2);
        ServiceSpec export = ServiceSpec.batch(SHOP, "nightly-export");
        run(export, 5, 0, minutesAgo(70), minutesAgo(55));
        run(export, 5, 1, minutesAgo(25), Double.POSITIVE_INFINITY);
        run(ServiceSpec.ec2(PLATFORM, "reports", App.MICROMETER), 7, 2);
        run(ServiceSpec.ec2(PLATFORM, "search", App.OTLP), 31, 2);
        run(ServiceSpec.fargate(SHOP_US, "orders", App.MICROMETER), 42, 2);
        run(ServiceSpec.fargate(STAGING, "orders", App.MICROMETER), 43, 1);
        host(PLATFORM, 2);
    }

    /** Further services of ten tasks, every third of them on EC2. */
    private void grow(int total) {
        for (int number = 1; tasks.size() < total; number++) {
            Place place = number % 2 == 0
                    ? new Place("123456789012", "eu-west-1", "fleet-a")
                    : new Place("210987654321", "us-east-1", "fleet-b");
            App app = number % 4 == 0 ? App.NONE : number % 4 == 1 ? App.OTLP : App.MICROMETER;
            String name = "service-%03d".formatted(number);
            ServiceSpec service =
                    number % 3 == 0 ? ServiceSpec.ec2(place, name, app) : ServiceSpec.fargate(place, name, app);
            int size = Math.min(TASKS_PER_SERVICE, total - tasks.size());
            run(service, number, size);
            if (number % 3 == 0) {
                host(place, (size + TASKS_PER_HOST - 1) / TASKS_PER_HOST);
            }
        }
    }

    private void outage() {
        double begin = minutesAgo(35);
        double end = minutesAgo(14);
        change(
                task -> task.service().name().equals("checkout"),
                task -> new TaskSpec(
                        task.service(),
                        task.revision(),
                        task.number(),
                        task.id(),
                        new Life(task.life().start(), end, task.life().wave()),
                        task.faults()));
        change(is(SHOP, "inventory", 0), task -> task.withFault("node", Fault.of(begin, "failing-task")));
        change(is(SHOP, "orders", 1), task -> task.withFault("node", Fault.of(begin, "full-disk")));
        change(is(SHOP, "orders", 2), task -> task.withFault("app", Fault.scrapeFails(begin)));
        change(
                task -> task.service().name().equals("payments"),
                task -> task.withFault("app", Fault.of(begin, "failing-requests")));
        change(is(PLATFORM, "search", 0), task -> task.withFault("adot", Fault.of(begin, "failing-collector")));
        hosts.set(1, hosts.get(1).withFault(Fault.scrapeFails(begin)));
    }

    private static Predicate<TaskSpec> is(Place place, String service, int number) {
        return task -> task.service().place().equals(place)
                && task.service().name().equals(service)
                && task.number() == number
                && Double.isInfinite(task.life().end());
    }

    private void change(Predicate<TaskSpec> selected, UnaryOperator<TaskSpec> change) {
        tasks.replaceAll(task -> selected.test(task) ? change.apply(task) : task);
    }

    private void run(ServiceSpec service, int revision, int count) {
        for (int number = 0; number < count; number++) {
            run(service, revision, number, hoursAgo(2 + random.nextInt(40)), Double.POSITIVE_INFINITY);
        }
    }

    private void run(ServiceSpec service, int revision, int number, double start, double end) {
        String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        tasks.add(new TaskSpec(service, revision, number, id, life(start, end), Map.of()));
    }

    private void host(Place place, int count) {
        for (int number = 0; number < count; number++) {
            String id = "i-0%016x".formatted(random.nextLong());
            hosts.add(new HostSpec(place, number, id, life(hoursAgo(100), Double.POSITIVE_INFINITY), Optional.empty()));
        }
    }

    private Life life(double start, double end) {
        return new Life(start, end, Wave.of(random.nextLong(), now));
    }

    private double minutesAgo(double minutes) {
        return now - minutes * MINUTE;
    }

    private double hoursAgo(double hours) {
        return minutesAgo(hours * 60);
    }
}
