package io.github.ecsmonitoring.exporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The first columns are the fields of {@link StartupEnvironment}; {@code PID} is the PID namespace. */
class ScopeDecisionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            procfs flag               | task  | launch type       | PID       | scope | reason
            ''                        | false | ''                | HOST      | HOST  | /proc shows the host's processes
            ''                        | false | ''                | CONTAINER | HOST  | not running in an ECS task
            ''                        | false | ''                | UNKNOWN   | HOST  | not running in an ECS task
            --path.procfs=/host/proc  | false | ''                | CONTAINER | HOST  | --path.procfs=/host/proc points to the host's /proc
            ''                        | true  | FARGATE           | CONTAINER | TASK  | tasks on Fargate have no host to monitor
            ''                        | true  | FARGATE           | HOST      | TASK  | tasks on Fargate have no host to monitor
            --path.procfs=/host/proc  | true  | FARGATE           | CONTAINER | TASK  | tasks on Fargate have no host to monitor
            --path.procfs=/host/proc  | true  | EC2               | CONTAINER | HOST  | --path.procfs=/host/proc points to the host's /proc
            ''                        | true  | EC2               | HOST      | HOST  | /proc shows the host's processes
            ''                        | true  | EC2               | CONTAINER | TASK  | the ECS task does not see the host's /proc; CPU, memory and \
            disk metrics still cover the whole host
            ''                        | true  | MANAGED_INSTANCES | CONTAINER | TASK  | the ECS task does not see the host's /proc; CPU, memory and \
            disk metrics still cover the whole host
            ''                        | true  | ''                | UNKNOWN   | TASK  | the ECS task does not see the host's /proc; CPU, memory and \
            disk metrics still cover the whole host
            """)
    void detectsTheScope(
            String procfsFlag,
            boolean task,
            String launchType,
            PidNamespace pidNamespace,
            DeploymentScope scope,
            String reason) {
        assertThat(ScopeDecision.of(
                        RequestedScope.AUTO, false, new StartupEnvironment(procfsFlag, task, launchType, pidNamespace)))
                .isEqualTo(new ScopeDecision(scope, launchType, reason, task));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            procfs flag               | task  | launch type | PID
            ''                        | false | ''          | HOST
            ''                        | false | ''          | UNKNOWN
            --path.procfs=/host/proc  | true  | EC2         | CONTAINER
            --path.procfs=/host/proc  | false | ''          | CONTAINER
            ''                        | true  | EC2         | HOST
            """)
    void acceptsScopeHostWhereTheHostIsVisible(
            String procfsFlag, boolean task, String launchType, PidNamespace pidNamespace) {
        assertThat(ScopeDecision.of(
                        RequestedScope.HOST, false, new StartupEnvironment(procfsFlag, task, launchType, pidNamespace)))
                .isEqualTo(new ScopeDecision(DeploymentScope.HOST, launchType, "--scope=host", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            procfs flag               | task  | launch type | PID       | message
            ''                        | false | ''          | CONTAINER | --scope=host needs the host's /proc, but this container has its own: \
            mount the host's files and set --path.procfs=/host/proc --path.rootfs=/host, share the host's processes \
            (pidMode host), or use --scope=task or auto; --scope.force overrides this
            ''                        | true  | EC2         | CONTAINER | --scope=host needs the host's /proc, but this container has its own: \
            mount the host's files and set --path.procfs=/host/proc --path.rootfs=/host, share the host's processes \
            (pidMode host), or use --scope=task or auto; --scope.force overrides this
            ''                        | true  | FARGATE     | CONTAINER | --scope=host is not supported on Fargate, where a task has no host to monitor: use \
            --scope=task or auto; --scope.force overrides this
            --path.procfs=/host/proc  | true  | FARGATE     | HOST      | --scope=host is not supported on Fargate, where a task has no host to monitor: use \
            --scope=task or auto; --scope.force overrides this
            """)
    void rejectsScopeHostWhereTheHostIsNotVisibleUnlessForced(
            String procfsFlag, boolean task, String launchType, PidNamespace pidNamespace, String message) {
        StartupEnvironment environment = new StartupEnvironment(procfsFlag, task, launchType, pidNamespace);
        assertThatThrownBy(() -> ScopeDecision.of(RequestedScope.HOST, false, environment))
                .isInstanceOf(FlagException.class)
                .hasMessage(message);
        assertThat(ScopeDecision.of(RequestedScope.HOST, true, environment))
                .isEqualTo(new ScopeDecision(DeploymentScope.HOST, launchType, "--scope=host --scope.force", true));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsScopeTaskEverywhere(PidNamespace pidNamespace) {
        assertThat(ScopeDecision.of(
                        RequestedScope.TASK,
                        false,
                        new StartupEnvironment("--path.procfs=/host/proc", false, "", pidNamespace)))
                .isEqualTo(new ScopeDecision(DeploymentScope.TASK, "", "--scope=task", true));
    }
}
