package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processes and threads by state, and their limits, from {@code stat} of each process and thread below {@code /proc}.
 *
 * <pre>
 * node_processes_state{state="S"} 94
 * node_processes_max_processes 32768
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcessesCollector implements Collector {
    /** Fields of a stat line between the state and num_threads. */
    private static final int BETWEEN = 16;

    private final HostPaths paths;

    ProcessesCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** A process or a thread; the number of threads is its process's. */
    record Task(String state, int threads) {
        /** The command's name, in parentheses, may hold blanks and parentheses. */
        static Task parse(KernelText text) throws IOException {
            if (!text.firstLine().skipPastLast(')')) {
                throw text.malformed("expected \"pid (name) state\"");
            }
            String state = text.nextString();
            for (int i = 0; i < BETWEEN; i++) {
                text.nextField();
            }
            return new Task(state, text.nextInt());
        }
    }

    /** What was counted in one walk. */
    private static final class Count {
        int pids;
        double threads;
        final Map<String, Integer> states = new TreeMap<>();
        final Map<String, Integer> threadStates = new TreeMap<>();
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        Count count = count();
        SysFolder kernel = new SysFolder(paths.procfs().resolve("sys/kernel"));
        out.gauge("node_processes_threads", "Allocated threads in system", count.threads);
        out.gauge("node_processes_max_threads", "Limit of threads in the system", kernel.number("threads-max"));
        count.states.forEach((state, tasks) ->
                out.gauge("node_processes_state", "Number of processes in each state.", tasks, "state", state));
        count.threadStates.forEach((state, tasks) -> out.gauge(
                "node_processes_threads_state", "Number of threads in each state.", tasks, "thread_state", state));
        double limit = kernel.number("pid_max");
        out.gauge("node_processes_pids", "Number of PIDs", count.pids);
        out.gauge("node_processes_max_processes", "Number of max PIDs limit", limit);
    }

    private Count count() throws IOException {
        Count count = new Count();
        for (String pid : new SysFolder(paths.procfs()).names()) {
            if (!isNumber(pid)) {
                continue;
            }
            Path process = paths.procfs().resolve(pid);
            try {
                Task task = Task.parse(paths.read(process.resolve("stat")));
                count.pids++;
                count.threads += task.threads;
                count.states.merge(task.state, 1, Integer::sum);
                countThreads(count, process.resolve("task"), pid, task.state);
            } catch (IOException e) {
                passIfEnded(e);
            }
        }
        return count;
    }

    /** The first thread has its process's number and state. */
    private void countThreads(Count count, Path folder, String pid, String processState) throws IOException {
        for (String thread : new SysFolder(folder).names()) {
            if (thread.equals(pid)) {
                count.threadStates.merge(processState, 1, Integer::sum);
            } else if (isNumber(thread)) {
                try {
                    String state = Task.parse(paths.read(folder.resolve(thread).resolve("stat"))).state;
                    count.threadStates.merge(state, 1, Integer::sum);
                } catch (IOException e) {
                    passIfEnded(e);
                }
            }
        }
    }

    /** A process may end before its file is opened (ENOENT) and before that is read (ESRCH). */
    private static void passIfEnded(IOException e) throws IOException {
        if (!(e instanceof NoSuchFileException) && !ErrnoException.is(e, ErrnoException.NO_SUCH_PROCESS)) {
            throw e;
        }
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
