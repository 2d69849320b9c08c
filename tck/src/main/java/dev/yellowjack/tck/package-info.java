/**
 * The technology compatibility kits: what every runtime must do, and what a supervisor needs of a flag provider, as tests.
 *
 * <p>Extend {@link dev.yellowjack.tck.SupervisorTck} and name a runtime; each test cites the rule of {@code
 * docs/RULES.md} that it verifies. The kit speaks to the public API alone, so it holds for a runtime of any build.
 *
 * <p>Extend {@link dev.yellowjack.tck.FlagProviderTck} and give it a {@link dev.yellowjack.tck.FlagBackend} to put an
 * OpenFeature provider through the same rules.
 */
@NullMarked
package dev.yellowjack.tck;

import org.jspecify.annotations.NullMarked;
