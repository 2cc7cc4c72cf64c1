package io.github.ecsmonitoring.app;

import java.util.List;

/** The app's context keys, for tests of other packages. */
public final class AppContextKeys {
    private AppContextKeys() {}

    public static List<String> names() {
        return ContextKeys.NAMES;
    }
}
