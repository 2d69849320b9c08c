package dev.yellowjack.tck;

import java.util.List;

/**
 * Commands that several threads give at once.
 *
 * @param parts the children, in the order of adding; each has the flag of its own index
 * @param first what each flag says at first; as many as there can be children
 * @param threads what each thread does, one after the other
 */
record Storm(List<Part> parts, List<Says> first, List<List<Command>> threads) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Sequence.cast(parts, first));
        for (int i = 0; i < threads.size(); i++) {
            text.append("thread ")
                    .append(i + 1)
                    .append(": ")
                    .append(threads.get(i))
                    .append('\n');
        }
        return text.toString();
    }
}
