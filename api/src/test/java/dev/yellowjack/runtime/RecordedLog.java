package dev.yellowjack.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what is logged. */
final class RecordedLog extends AbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;

    private final transient List<LoggingEvent> events = new ArrayList<>();

    @Override
    public synchronized void log(LoggingEvent event) {
        events.add(event);
        notifyAll();
    }

    /** The entries, each with its level before it and what was thrown behind it. */
    synchronized List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getMessage()
                        + (event.getThrowable() == null ? "" : " + " + event.getThrowable()))
                .toList();
    }

    /** The key-value pairs of each entry. */
    synchronized List<String> pairs() {
        return events.stream()
                .map(event -> event.getKeyValuePairs().stream()
                        .map(pair -> pair.key + "=" + pair.value)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /** How many entries are said to have been left out. */
    synchronized long leftOut() {
        return events.stream()
                .flatMap(event -> event.getKeyValuePairs().stream())
                .filter(pair -> pair.key.equals("yellowjack.leftOut"))
                .mapToLong(pair -> (Long) pair.value)
                .sum();
    }

    /** Waits for another entry, or a moment. */
    synchronized void awaitMore() throws InterruptedException {
        wait(100);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        throw new UnsupportedOperationException("not by the fluent interface");
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return true;
    }
}
