package dev.yellowjack.examples.custom;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which rule of {@code docs/RULES.md} a {@link Specimen} breaks: the kit has to cite it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Breaks {
    /** The number of the rule, such as {@code "3.2"}. */
    String value();
}
