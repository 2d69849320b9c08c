/**
 * A status page of the supervisors of a JVM: which child is down, and why.
 *
 * <p>A null where none is allowed is a {@link NullPointerException} at once, that names it.
 */
@NullMarked
package dev.yellowjack.board;

import org.jspecify.annotations.NullMarked;
