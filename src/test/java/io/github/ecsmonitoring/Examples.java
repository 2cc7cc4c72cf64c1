package io.github.ecsmonitoring;

import com.example.accounts.AccountsApp;
import com.example.existing.ExistingApp;
import com.example.grafana.GrafanaApp;
import com.example.hostmode.HostModeApp;
import com.example.isolated.IsolatedApp;
import com.example.managed.ManagedApp;
import com.example.pipeline.PipelineApp;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** The apps in {@code src/test/examples}. */
public enum Examples {
    EXISTING(ExistingApp::create),
    PIPELINE(PipelineApp::create),
    ISOLATED(IsolatedApp::create),
    HOSTMODE(HostModeApp::create),
    MANAGED(ManagedApp::create),
    ACCOUNTS(AccountsApp::create),
    GRAFANA(GrafanaApp::create);

    private final Consumer<App> stacks;

    Examples(Consumer<App> stacks) {
        this.stacks = stacks;
    }

    /** Adds the example's stacks to an app. */
    public void create(App app) {
        stacks.accept(app);
    }

    /** All stacks of an app with this example, those of stages too. */
    public static List<Stack> stacks(App app) {
        return app.getNode().findAll().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .toList();
    }

    /** The folder of its sources and of its snapshots. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
