package dev.yellowjack.tck;

import java.util.List;

/**
 * A random sequence: some children, what their flags say at first, and what befalls them.
 *
 * @param parts the children, in the order of adding; the child of index 0 is {@code c0}
 * @param first what each flag says at first; as many as there can be children
 * @param commands what is done, one after the other; one that makes no sense when it is due is left out
 */
record Sequence(List<Part> parts, List<Says> first, List<Command> commands) {

    static String child(int index) {
        return "c" + index;
    }

    /** The children, a line each, and what their flags say at first. */
    String cast() {
        return cast(parts, first);
    }

    static String cast(List<Part> parts, List<Says> first) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(child(i)).append(" on ").append(parts.get(i)).append('\n');
        }
        for (int i = 0; i < parts.size(); i++) {
            text.append(Part.flagKey(i)).append(" says ").append(first.get(i)).append(" at first\n");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return cast() + commands;
    }
}
