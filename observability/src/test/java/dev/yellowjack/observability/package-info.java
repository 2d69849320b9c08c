/** The dashboard and the alert rules, held to what a supervisor really serves. */
@NullMarked
package dev.yellowjack.observability;

import org.jspecify.annotations.NullMarked;
