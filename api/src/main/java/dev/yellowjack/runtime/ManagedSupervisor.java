package dev.yellowjack.runtime;

import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Health;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A supervisor at the platform's JMX server. Where that will have none, there is none: nothing else depends on it. */
final class ManagedSupervisor implements SupervisorMXBean {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedSupervisor.class);

    private final Supervisor supervisor;
    private final ObjectName objectName;

    private ManagedSupervisor(Supervisor supervisor, ObjectName objectName) {
        this.supervisor = supervisor;
        this.objectName = objectName;
    }

    /** Returns null where it cannot be registered: there is no JMX, or what another class loader has left is there. */
    static @Nullable ManagedSupervisor register(String name, Supervisor supervisor) {
        try {
            ObjectName objectName = new ObjectName("dev.yellowjack:type=Supervisor,name=" + ObjectName.quote(name));
            ManagedSupervisor managed = new ManagedSupervisor(supervisor, objectName);
            ManagementFactory.getPlatformMBeanServer().registerMBean(managed, objectName);
            return managed;
        } catch (JMException | RuntimeException | LinkageError refused) {
            LOG.debug("{}: no JMX bean", name, refused);
            return null;
        }
    }

    void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(objectName);
        } catch (JMException | RuntimeException gone) {
            LOG.debug("{}: its JMX bean is gone already", objectName, gone);
        }
    }

    @Override
    public String getName() {
        return supervisor.name();
    }

    @Override
    public String getHealth() {
        return supervisor.health().status();
    }

    @Override
    public List<String> getProblems() {
        return supervisor.health().problems().stream()
                .map(Health.Problem::toString)
                .toList();
    }

    @Override
    public Map<String, Integer> getCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        supervisor.status().counts().forEach((state, count) -> counts.put(state.name(), count));
        return counts;
    }

    @Override
    public Map<String, String> getStates() {
        return ofEach(child -> child.state() + (child.overdue() ? ", overdue" : ""));
    }

    @Override
    public Map<String, String> getReadings() {
        return ofEach(child -> child.reading().toString());
    }

    private Map<String, String> ofEach(Function<ChildStatus, String> text) {
        Map<String, String> texts = new LinkedHashMap<>();
        supervisor.status().children().forEach(child -> texts.put(child.id(), text.apply(child)));
        return texts;
    }

    @Override
    public String getStatusJson() {
        return supervisor.status().toJson();
    }

    @Override
    public String lastCrash(String id) {
        Crash crash = supervisor.status(id).lastCrash();
        return crash == null
                ? ""
                : "incarnation " + crash.incarnation() + " at " + crash.at() + ": " + crash.stackTrace();
    }

    @Override
    public boolean release(String id) {
        return supervisor.release(id);
    }

    @Override
    public int releaseAll() {
        return supervisor.releaseAll();
    }

    @Override
    public void check() {
        CompletableFuture<Void> unused = supervisor.check();
    }
}
