/**
 * LaunchDarkly for a supervisor. {@link dev.yellowjack.providers.launchdarkly.LaunchDarkly} is the way in.
 *
 * <p>Connection, store, targeting and analytics are those of LaunchDarkly's own client. What is written here is what lies
 * between it and OpenFeature: an initialisation that ends, states that are set in order, one event for one update, answers
 * that are never a default in disguise.
 */
@NullMarked
package dev.yellowjack.providers.launchdarkly;

import org.jspecify.annotations.NullMarked;
