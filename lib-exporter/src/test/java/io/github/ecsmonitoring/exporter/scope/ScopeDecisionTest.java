package io.github.ecsmonitoring.exporter.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.flags.FlagException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The columns are those of {@link Surroundings}. */
class ScopeDecisionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            mounted                   | task  | launch type       | processes | scope | reason
            ''                        | false | ''                | MACHINE   | HOST  | /proc shows the machine's processes
            ''                        | false | ''                | CONTAINER | HOST  | this is no ECS task, so the collectors are node_exporter's
            ''                        | false | ''                | UNKNOWN   | HOST  | this is no ECS task, so the collectors are node_exporter's
            --path.procfs=/host/proc  | false | ''                | CONTAINER | HOST  | --path.procfs=/host/proc names a machine's /proc
            ''                        | true  | FARGATE           | CONTAINER | TASK  | this is a task on Fargate, where there is no host to watch
            ''                        | true  | FARGATE           | MACHINE   | TASK  | this is a task on Fargate, where there is no host to watch
            --path.procfs=/host/proc  | true  | FARGATE           | CONTAINER | TASK  | this is a task on Fargate, where there is no host to watch
            --path.procfs=/host/proc  | true  | EC2               | CONTAINER | HOST  | --path.procfs=/host/proc names a machine's /proc
            ''                        | true  | EC2               | MACHINE   | HOST  | /proc shows the machine's processes
            ''                        | true  | EC2               | CONTAINER | TASK  | this is an ECS task without its machine's /proc; memory, CPU \
            and disks are the whole machine's all the same
            ''                        | true  | MANAGED_INSTANCES | CONTAINER | TASK  | this is an ECS task without its machine's /proc; memory, CPU \
            and disks are the whole machine's all the same
            ''                        | true  | ''                | UNKNOWN   | TASK  | this is an ECS task without its machine's /proc; memory, CPU \
            and disks are the whole machine's all the same
            """)
    void findsWhatCanBeSeen(
            String mounted, boolean task, String launchType, PidNamespace processes, Scope scope, String reason) {
        assertThat(ScopeDecision.of(
                        ScopeFlags.Wanted.AUTO, false, new Surroundings(mounted, task, launchType, processes)))
                .isEqualTo(new ScopeDecision(scope, launchType, reason, task));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            mounted                   | task  | launch type | processes
            ''                        | false | ''          | MACHINE
            ''                        | false | ''          | UNKNOWN
            --path.procfs=/host/proc  | true  | EC2         | CONTAINER
            --path.procfs=/host/proc  | false | ''          | CONTAINER
            ''                        | true  | EC2         | MACHINE
            """)
    void isTheHostsWhereItCanBeSeenAndIsAskedFor(
            String mounted, boolean task, String launchType, PidNamespace processes) {
        assertThat(ScopeDecision.of(
                        ScopeFlags.Wanted.HOST, false, new Surroundings(mounted, task, launchType, processes)))
                .isEqualTo(new ScopeDecision(Scope.HOST, launchType, "--scope=host", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            mounted                   | task  | launch type | processes | message
            ''                        | false | ''          | CONTAINER | --scope=host needs the machine's /proc, but this is a container with a /proc \
            of its own: mount the machine's files and name them (--path.procfs=/host/proc --path.rootfs=/host), share its processes \
            (pidMode host), or use --scope=task or auto; --scope.force overrides this
            ''                        | true  | EC2         | CONTAINER | --scope=host needs the machine's /proc, but this is a container with a /proc \
            of its own: mount the machine's files and name them (--path.procfs=/host/proc --path.rootfs=/host), share its processes \
            (pidMode host), or use --scope=task or auto; --scope.force overrides this
            ''                        | true  | FARGATE     | CONTAINER | --scope=host is not possible on Fargate, where a task has no host to watch: use \
            --scope=task or auto; --scope.force overrides this
            --path.procfs=/host/proc  | true  | FARGATE     | MACHINE   | --scope=host is not possible on Fargate, where a task has no host to watch: use \
            --scope=task or auto; --scope.force overrides this
            """)
    void refusesAHostThatCannotBeSeenUnlessForced(
            String mounted, boolean task, String launchType, PidNamespace processes, String message) {
        Surroundings around = new Surroundings(mounted, task, launchType, processes);
        assertThatThrownBy(() -> ScopeDecision.of(ScopeFlags.Wanted.HOST, false, around))
                .isInstanceOf(FlagException.class)
                .hasMessage(message);
        assertThat(ScopeDecision.of(ScopeFlags.Wanted.HOST, true, around))
                .isEqualTo(new ScopeDecision(Scope.HOST, launchType, "--scope=host --scope.force", true));
    }

    @ParameterizedTest
    @EnumSource
    void isATasksWhereverThatIsAskedFor(PidNamespace processes) {
        assertThat(ScopeDecision.of(
                        ScopeFlags.Wanted.TASK,
                        false,
                        new Surroundings("--path.procfs=/host/proc", false, "", processes)))
                .isEqualTo(new ScopeDecision(Scope.TASK, "", "--scope=task", true));
    }
}
