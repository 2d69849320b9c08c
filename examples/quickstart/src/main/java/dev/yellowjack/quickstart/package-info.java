/** Five children, their flags in a file, and a table of what becomes of them. Begin with {@link Shop}. */
@NullMarked
package dev.yellowjack.quickstart;

import org.jspecify.annotations.NullMarked;
