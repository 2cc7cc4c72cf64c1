package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks the branches of a routing tree with each other. */
final class AlertRoutes {
    private AlertRoutes() {}

    /** @throws IllegalArgumentException if there are too many, or no alert reaches one of them */
    static void check(List<AlertRoute> routes) {
        int withRoot = (int) all(routes).count() + 1;
        AlertManagerLimits.requireAtMost("routes", AlertManagerLimits.ROUTES, withRoot);
        check(routes, List.of());
    }

    /** The routes and all beneath them. */
    static Stream<AlertRoute> all(List<AlertRoute> routes) {
        return routes.stream().flatMap(route -> Stream.concat(Stream.of(route), all(route.routes())));
    }

    private static void check(List<AlertRoute> siblings, List<AlertMatcher> ofParents) {
        for (int i = 0; i < siblings.size(); i++) {
            AlertRoute route = siblings.get(i);
            List<AlertMatcher> matchers = new ArrayList<>(ofParents);
            matchers.addAll(route.matchers());
            requireReached(route, matchers, siblings.subList(0, i));
            AlertConditions.requirePossible(matchers);
            check(route.routes(), matchers);
        }
    }

    private static void requireReached(AlertRoute route, List<AlertMatcher> matchers, List<AlertRoute> before) {
        for (AlertRoute earlier : before) {
            if (!earlier.continues() && AlertConditions.imply(matchers, earlier.matchers())) {
                throw new IllegalArgumentException(
                        route + " is never reached, since " + earlier
                                + " before it takes all its alerts: change their order, or call continueMatching() on the first");
            }
        }
    }
}
