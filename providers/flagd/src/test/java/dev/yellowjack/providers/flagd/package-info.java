@NullMarked
package dev.yellowjack.providers.flagd;

import org.jspecify.annotations.NullMarked;
