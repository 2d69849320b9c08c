package dev.yellowjack.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor as {@code docs/RULES.md} has it, for one {@link Sequence}: the flags, the time, and a {@link ModelChild}
 * for each child.
 *
 * <p>Not thread-safe.
 */
final class Model {
    private final Sequence sequence;
    private final List<ModelChild> children = new ArrayList<>();
    private final List<ModelChild> inOrderOfAdding = new ArrayList<>();
    private final List<Says> flags;
    private @Nullable Integer hung;
    private boolean closed;
    private Duration now = Duration.ZERO;

    Model(Sequence sequence) {
        this.sequence = sequence;
        flags = new ArrayList<>(sequence.first());
        for (int i = 0; i < sequence.parts().size(); i++) {
            ModelChild child =
                    new ModelChild(Sequence.child(i), sequence.parts().get(i), () -> now);
            children.add(child);
            addUnread(child);
        }
        check();
    }

    /** Something is about to happen; a child that it does not concern breaks this rule if it changes. */
    void begin(String bystanderRule) {
        children.forEach(child -> child.cite(
                switch (child.state()) {
                    case QUARANTINED -> "3.2";
                    case COMPLETED -> "3.4";
                    case BACKING_OFF -> "8.1";
                    case OFF, STARTING, RUNNING, STOPPING -> bystanderRule;
                }));
    }

    ModelChild child(int index) {
        return children.get(index);
    }

    List<ModelChild> children() {
        return children;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isHung() {
        return hung != null;
    }

    /** Whether the flag of this child does not answer. */
    boolean isHung(int child) {
        return Objects.equals(hung, sequence.parts().get(child).flag());
    }

    /** The ids of the children that the supervisor knows, in the order of adding. */
    List<String> ids() {
        return inOrderOfAdding.stream()
                .filter(ModelChild::isPresent)
                .map(ModelChild::id)
                .toList();
    }

    void set(int flag, Says says) {
        flags.set(flag, says);
    }

    void setAll(Says says) {
        flags.replaceAll(before -> says);
    }

    void hang(int flag) {
        hung = flag;
    }

    void revive() {
        hung = null;
    }

    /** All flags are asked. */
    void check() {
        if (!closed) {
            List.copyOf(inOrderOfAdding).forEach(this::read);
        }
    }

    /** A child is added, and its flag is asked. */
    void add(int index) {
        ModelChild child = children.get(index);
        addUnread(child);
        read(child);
        child.cite("5.3");
    }

    private void addUnread(ModelChild child) {
        child.add();
        inOrderOfAdding.remove(child);
        inOrderOfAdding.add(child);
    }

    private void read(ModelChild child) {
        if (child.isPresent()) {
            int index = children.indexOf(child);
            int flag = sequence.parts().get(index).flag();
            if (isHung(index)) {
                child.readTimedOut();
            } else {
                child.read(flags.get(flag));
            }
        }
    }

    int releaseAll() {
        return (int) inOrderOfAdding.stream()
                .filter(ModelChild::isPresent)
                .filter(ModelChild::release)
                .count();
    }

    void close() {
        if (!closed) {
            closed = true;
            for (int i = inOrderOfAdding.size() - 1; i >= 0; i--) {
                ModelChild child = inOrderOfAdding.get(i);
                if (child.isPresent()) {
                    child.close();
                }
            }
        }
    }

    /** What must be true of each child now, by its index. */
    List<Expectation> expectations() {
        return children.stream().map(ModelChild::expectation).toList();
    }

    /** How long it is until the next thing happens by the mere passing of time. */
    Optional<Duration> untilDue() {
        return children.stream()
                .map(ModelChild::due)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(due -> due.minus(now));
    }

    void advance(Duration time) {
        now = now.plus(time);
        children.forEach(ModelChild::tick);
    }
}
