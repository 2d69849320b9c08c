package dev.yellowjack.tck;

import dev.yellowjack.Reading.UnknownReason;
import java.util.List;

/** Something between a provider and its supervisor that spoils good answers when it is told to. At first it spoils none. */
interface Spoiler {
    /** Each way in which it can spoil all answers, until it behaves again. */
    List<Way> ways();

    /** Lets all answers pass. */
    void behave();

    /**
     * A way to spoil all answers.
     *
     * @param begin has it spoil them so
     * @param reason what each flag then reads
     */
    record Way(Runnable begin, UnknownReason reason) {}
}
