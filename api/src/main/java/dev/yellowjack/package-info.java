/**
 * Flag-controlled supervision: what an application touches.
 *
 * <p>Begin with {@link dev.yellowjack.Supervisor} and {@link dev.yellowjack.Child}. The rules that every supervisor
 * obeys are in {@code docs/RULES.md}; the sign § before a number in this documentation cites them.
 *
 * <p>A null where none is allowed is a {@link NullPointerException} at once, that names it.
 */
@NullMarked
package dev.yellowjack;

import org.jspecify.annotations.NullMarked;
