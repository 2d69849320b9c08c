@NullMarked
package dev.yellowjack.providers.conformance;

import org.jspecify.annotations.NullMarked;
