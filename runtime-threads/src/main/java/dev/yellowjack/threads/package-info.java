/** The runtime on platform threads: {@link dev.yellowjack.threads.ThreadsRuntime}. */
@NullMarked
package dev.yellowjack.threads;

import org.jspecify.annotations.NullMarked;
