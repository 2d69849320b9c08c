/**
 * What stands between an application and the engine that runs its children: the seam for those who write a runtime.
 *
 * <p>An application needs nothing of this package, unless it names its runtime or brings a clock for a test.
 *
 * <p>A null where none is allowed is a {@link NullPointerException} at once, that names it.
 */
@NullMarked
package dev.yellowjack.runtime;

import org.jspecify.annotations.NullMarked;
