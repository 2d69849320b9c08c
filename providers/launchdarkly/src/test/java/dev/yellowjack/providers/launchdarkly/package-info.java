@NullMarked
package dev.yellowjack.providers.launchdarkly;

import org.jspecify.annotations.NullMarked;
