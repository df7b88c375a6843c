package io.nomadflink.jobs.pipeline;

import io.nomadflink.jobs.sink.ResultSink;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to compute and where to put it.
 *
 * @param region the value of the column {@code region}
 * @param window size of the windows, which are aligned to the epoch
 * @param slide how far failure-rate windows slide; the window's size for windows that do not
 *     overlap
 * @param allowedLateness how long after its end a window can change; later events are counted, not
 *     shown
 * @param retention how long after its last event, in event time, an ended allocation or deployment
 *     is recognised
 */
public record ResultOptions(
        String region,
        Duration window,
        Duration slide,
        Duration allowedLateness,
        Duration retention,
        Set<Job> jobs,
        List<ResultSink> sinks)
        implements Serializable {

    public static final String DEFAULT_REGION = "global";
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);
    public static final Duration DEFAULT_ALLOWED_LATENESS = Duration.ofHours(1);
    public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

    public ResultOptions {
        require(!region.isEmpty(), "region", region, "a name");
        require(isPositive(window), "window", window, "more than 0");
        require(
                isPositive(slide) && slide.compareTo(window) <= 0,
                "slide",
                slide,
                "between 0 and the window, " + window);
        require(!allowedLateness.isNegative(), "allowedLateness", allowedLateness, "0 or more");
        require(isPositive(retention), "retention", retention, "more than 0");
        require(!jobs.isEmpty(), "jobs", jobs, "at least one");
        jobs = Set.copyOf(jobs);
        sinks = List.copyOf(sinks);
    }

    /** Everything, windows of a minute, to these sinks. */
    public static ResultOptions to(ResultSink... sinks) {
        return new ResultOptions(
                DEFAULT_REGION,
                DEFAULT_WINDOW,
                DEFAULT_WINDOW,
                DEFAULT_ALLOWED_LATENESS,
                DEFAULT_RETENTION,
                EnumSet.allOf(Job.class),
                List.of(sinks));
    }

    public ResultOptions withRegion(String value) {
        return new ResultOptions(value, window, slide, allowedLateness, retention, jobs, sinks);
    }

    /** Windows that do not overlap. */
    public ResultOptions withWindow(Duration size) {
        return withWindow(size, size);
    }

    public ResultOptions withWindow(Duration size, Duration by) {
        return new ResultOptions(region, size, by, allowedLateness, retention, jobs, sinks);
    }

    public ResultOptions withAllowedLateness(Duration value) {
        return new ResultOptions(region, window, slide, value, retention, jobs, sinks);
    }

    public ResultOptions withRetention(Duration value) {
        return new ResultOptions(region, window, slide, allowedLateness, value, jobs, sinks);
    }

    public ResultOptions withJobs(Set<Job> value) {
        return new ResultOptions(region, window, slide, allowedLateness, retention, value, sinks);
    }

    private static boolean isPositive(Duration duration) {
        return duration.toMillis() > 0;
    }

    private static void require(boolean condition, String option, Object value, String needed) {
        if (!condition) {
            throw new IllegalArgumentException(option + " is " + value + ", but must be " + needed);
        }
    }
}
