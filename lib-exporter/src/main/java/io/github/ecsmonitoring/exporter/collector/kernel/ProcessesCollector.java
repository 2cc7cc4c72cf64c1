package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
public final class ProcessesCollector implements Collector {
    /** Fields of a stat line between the state and num_threads. */
    private static final int BETWEEN = 16;

    /** A process or a thread; the number of threads is its process's. */
    record Task(String state, int threads) {
        /** The command's name, in parentheses, may contain blanks and parentheses. */
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

    /** The counts of one scrape. */
    private static final class Count {
        int pids;
        double threads;
        final Map<String, Integer> states = new TreeMap<>();
        final Map<String, Integer> threadStates = new TreeMap<>();
    }

    @Override
    public void collect(HostReader host, MetricSink out) {
        host.attempt(() -> emit(out, count(host)));
        SysFolder kernel = host.procFolder("sys/kernel");
        kernel.number("threads-max")
                .ifPresent(limit -> out.gauge("node_processes_max_threads", "Limit of threads in the system", limit));
        kernel.number("pid_max")
                .ifPresent(limit -> out.gauge("node_processes_max_processes", "Number of max PIDs limit", limit));
    }

    /** A process that cannot be read leaves out all counts: they would be wrong without it. */
    private static void emit(MetricSink out, Count count) {
        out.gauge("node_processes_threads", "Allocated threads in system", count.threads);
        count.states.forEach((state, tasks) ->
                out.gauge("node_processes_state", "Number of processes in each state.", tasks, "state", state));
        count.threadStates.forEach((state, tasks) -> out.gauge(
                "node_processes_threads_state", "Number of threads in each state.", tasks, "thread_state", state));
        out.gauge("node_processes_pids", "Number of PIDs", count.pids);
    }

    private static Count count(HostReader host) throws IOException {
        Count count = new Count();
        for (String pid : host.folder(host.paths().procfs()).list().orFail().names()) {
            if (!KernelNumber.isDigits(pid)) {
                continue;
            }
            String process = host.paths().inProcfs(pid);
            try {
                Task task = Task.parse(host.text(process + "/stat"));
                count.pids++;
                count.threads += task.threads;
                count.states.merge(task.state, 1, Integer::sum);
                countThreads(host, count, process + "/task", pid, task.state);
            } catch (IOException e) {
                ignoreIfEnded(e);
            }
        }
        return count;
    }

    /** The first thread has the number and state of its process. */
    private static void countThreads(HostReader host, Count count, String folder, String pid, String processState)
            throws IOException {
        for (String thread : host.folder(folder).list().orFail().names()) {
            if (thread.equals(pid)) {
                count.threadStates.merge(processState, 1, Integer::sum);
            } else if (KernelNumber.isDigits(thread)) {
                try {
                    String state = Task.parse(host.text(folder + '/' + thread + "/stat")).state;
                    count.threadStates.merge(state, 1, Integer::sum);
                } catch (IOException e) {
                    ignoreIfEnded(e);
                }
            }
        }
    }

    /** A process may end before its file is opened (ENOENT) or read (ESRCH). */
    private static void ignoreIfEnded(IOException e) throws IOException {
        if (!(e instanceof NoSuchFileException) && !ErrnoException.is(e, ErrnoException.NO_SUCH_PROCESS)) {
            throw e;
        }
    }
}
