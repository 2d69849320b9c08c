package dev.yellowjack;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A supervisor as JMX shows it. From its start until its last body has ended it is registered at the platform's server as
 * {@code dev.yellowjack:type=Supervisor,name="<name>"}, with the {@linkplain Supervisor#name() name} quoted by {@link
 * javax.management.ObjectName#quote}.
 *
 * <p>Thread-safe.
 */
public interface SupervisorMXBean {
    /** The {@linkplain Supervisor#name() name}. */
    String getName();

    /** {@code UP} or {@code DEGRADED}, as {@link Health#status()}. */
    String getHealth();

    /** What is wrong, for a person to read, as {@link Health#problems()}. */
    List<String> getProblems();

    /** How many children are in each state; every state is there, also where that is 0. */
    Map<String, Integer> getCounts();

    /** The state of each child, by its id. One that is overdue is {@code STOPPING, overdue}. */
    Map<String, String> getStates();

    /** What each child's flag reads, by the id of the child. */
    Map<String, String> getReadings();

    /** The whole status as JSON, as {@link SupervisorStatus#toJson()}. */
    String getStatusJson();

    /**
     * The crash that a child had last, with its stack trace; empty before the first.
     *
     * @param id the id of the child
     * @throws NoSuchElementException if there is no such child
     */
    String lastCrash(String id);

    /**
     * Releases a child, as {@link Supervisor#release}.
     *
     * @param id the id of the child
     * @return whether it did anything
     * @throws NoSuchElementException if there is no such child
     */
    boolean release(String id);

    /** Releases every child that can be, as {@link Supervisor#releaseAll}; returns how many. */
    int releaseAll();

    /** Reads all flags now, as {@link Supervisor#check}. Does not wait for it. */
    void check();
}
