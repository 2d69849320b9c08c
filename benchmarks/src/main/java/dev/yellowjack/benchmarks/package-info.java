/**
 * How fast Yellowjack is, beside its peers and the bare JVM in the same run. {@link dev.yellowjack.benchmarks.Benchmarks}
 * runs it all; {@code docs/performance.md} says what is measured and how, and has the figures.
 */
@NullMarked
package dev.yellowjack.benchmarks;

import org.jspecify.annotations.NullMarked;
