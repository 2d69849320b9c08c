/** The runtime on virtual threads: {@link dev.yellowjack.virtualthreads.VirtualThreadsRuntime}. */
@NullMarked
package dev.yellowjack.virtualthreads;

import org.jspecify.annotations.NullMarked;
