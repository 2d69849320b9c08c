/**
 * The technology compatibility kit: what every runtime must do, as tests.
 *
 * <p>Extend {@link dev.yellowjack.tck.SupervisorTck} and name a runtime; each test cites the rule of {@code
 * docs/RULES.md} that it verifies. The kit speaks to the public API alone, so it holds for a runtime of any build.
 */
@NullMarked
package dev.yellowjack.tck;

import org.jspecify.annotations.NullMarked;
