/**
 * flagd for a supervisor: from a file, in process or by RPC. {@link dev.yellowjack.providers.flagd.Flagd} is the way in.
 *
 * <p>Wire format, parser and targeting rules are those of {@code dev.openfeature.contrib.providers:flagd}. What carries
 * changes to a supervisor is written anew, because the original loses some: its queues hold five and drop the rest.
 */
@NullMarked
package dev.yellowjack.providers.flagd;

import org.jspecify.annotations.NullMarked;
