/**
 * The races of the engine under jcstress. In the engine's own package, though in a module of its own, because what races
 * is package-private.
 */
@NullMarked
package dev.yellowjack.spi;

import org.jspecify.annotations.NullMarked;
