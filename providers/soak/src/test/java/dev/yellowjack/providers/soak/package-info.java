/** The providers for a long time, with everything that happens to flag services, at random. */
@NullMarked
package dev.yellowjack.providers.soak;

import org.jspecify.annotations.NullMarked;
