/**
 * For those who write a runtime: the {@link dev.yellowjack.spi.Launcher} that a thin runtime implements, and the {@link
 * dev.yellowjack.spi.Engine} that does the rest and that all thin runtimes share.
 *
 * <p>An application needs nothing of this package.
 */
@NullMarked
package dev.yellowjack.spi;

import org.jspecify.annotations.NullMarked;
