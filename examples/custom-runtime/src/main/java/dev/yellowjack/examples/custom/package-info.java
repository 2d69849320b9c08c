/**
 * Two runtimes to read, and to begin one's own from: {@link dev.yellowjack.examples.custom.ThinRuntime} puts the bodies
 * on threads and leaves the rest to the engine, {@link dev.yellowjack.examples.custom.WholeRuntime} does everything by
 * itself.
 *
 * <p>The whole one is built round one lock. Everything that it knows is guarded by its {@code Monitor}; whatever calls
 * foreign code, blocks, or starts a thread is done after the lock was let go, or on a thread of its own:
 *
 * <ul>
 *   <li>{@code Lifecycle} decides what becomes of a child ({@code Member}) and of its launches ({@code Incarnation});
 *   <li>{@code Flags} decides when to ask what ({@code Look}, {@code Question}), {@code Evaluation} asks, and {@code
 *       FlagEvents} hears of changes;
 *   <li>{@code Listeners} tells what happened;
 *   <li>{@code Alarms} waits for the clock, {@code Errands} has the threads for all that is not a body.
 * </ul>
 */
@NullMarked
package dev.yellowjack.examples.custom;

import org.jspecify.annotations.NullMarked;
