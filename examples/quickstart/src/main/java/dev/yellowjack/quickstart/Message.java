package dev.yellowjack.quickstart;

/**
 * One piece of work.
 *
 * @param number ascending in its inbox
 * @param poisoned whether every attempt to handle it fails
 */
record Message(int number, boolean poisoned) {}
