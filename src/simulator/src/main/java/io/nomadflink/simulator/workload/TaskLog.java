package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** The state of an allocation's one task, with its last events. */
final class TaskLog {

    /** Nomad keeps the last ten events of a task. */
    private static final int EVENTS_KEPT = 10;

    private final ObjectNode state = Templates.object();
    private final ArrayNode events;

    TaskLog() {
        state.put("State", "pending").put("Failed", false).put("Restarts", 0);
        state.putNull("LastRestart").putNull("StartedAt").putNull("FinishedAt");
        events = state.putArray("Events");
        state.put("Paused", "");
    }

    ObjectNode state() {
        return state;
    }

    int restarts() {
        return state.path("Restarts").intValue();
    }

    void received(long nanos) {
        add("Received", "Task received by client", nanos);
        ObjectNode setup = add("Task Setup", "Building Task Directory", nanos + 20_000_000);
        setup.put("Message", "Building Task Directory");
        details(setup).put("message", "Building Task Directory");
    }

    void started(long nanos) {
        state.put("State", "running").put("StartedAt", Times.text(nanos));
        add("Started", "Task started by client", nanos);
    }

    void restarting(long nanos, Duration delay) {
        terminated(1, nanos);
        state.put("State", "pending").put("Restarts", restarts() + 1);
        state.put("LastRestart", Times.text(nanos));
        ObjectNode event = add("Restarting", "Task restarting in " + seconds(delay), nanos);
        event.put("StartDelay", delay.toNanos()).put("RestartReason", "Restart within policy");
        details(event)
                .put("start_delay", Long.toString(delay.toNanos()))
                .put("restart_reason", "Restart within policy");
    }

    void failed(long nanos) {
        terminated(1, nanos);
        state.put("Failed", true);
        String reason =
                restarts() > 0
                        ? "Exceeded allowed attempts, applying a delay"
                        : "Policy allows no restarts";
        ObjectNode event = add("Not Restarting", reason, nanos);
        event.put("FailsTask", true).put("RestartReason", reason);
        details(event).put("restart_reason", reason).put("fails_task", "true");
        dead(nanos);
    }

    void completed(long nanos) {
        terminated(0, nanos);
        dead(nanos);
    }

    void killed(long nanos) {
        String text = "Sent interrupt. Waiting 2s before force killing";
        ObjectNode event = add("Killing", text, nanos).put("KillTimeout", 2_000_000_000L);
        details(event).put("kill_timeout", "2s");
        terminated(0, nanos);
        add("Killed", "Task successfully killed", nanos);
        dead(nanos);
    }

    private void dead(long nanos) {
        state.put("State", "dead").put("FinishedAt", Times.text(nanos));
    }

    private void terminated(int exitCode, long nanos) {
        ObjectNode event = add("Terminated", "Exit Code: " + exitCode, nanos);
        event.put("ExitCode", exitCode);
        details(event)
                .put("exit_code", Integer.toString(exitCode))
                .put("signal", "0")
                .put("oom_killed", "false");
    }

    private ObjectNode add(String type, String display, long nanos) {
        ObjectNode event = Templates.copy("task-event").put("Type", type).put("Time", nanos);
        events.add(event.put("DisplayMessage", display));
        if (events.size() > EVENTS_KEPT) {
            events.remove(0);
        }
        return event;
    }

    private static ObjectNode details(ObjectNode event) {
        return (ObjectNode) event.path("Details");
    }

    private static String seconds(Duration delay) {
        return delay.toMillis() / 1000.0 + "s";
    }
}
