package dev.yellowjack.tck;

import java.util.List;

/**
 * A random sequence: some children, what their flags say at first, and what befalls them.
 *
 * @param parts the children, in the order of adding; the child of index 0 is {@code c0}
 * @param first what each flag says at first; as many as there are children
 * @param commands what is done, one after the other; one that makes no sense when it is due is left out
 */
record Sequence(List<Part> parts, List<Says> first, List<Command> commands) {

    static String child(int index) {
        return "c" + index;
    }

    /** The commands, a line each, after the children. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(child(i)).append(" on ").append(parts.get(i)).append('\n');
        }
        text.append("flags at first: ").append(first).append('\n');
        for (int i = 0; i < commands.size(); i++) {
            text.append(i + 1).append(". ").append(commands.get(i)).append('\n');
        }
        return text.toString();
    }
}
