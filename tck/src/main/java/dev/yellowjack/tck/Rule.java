package dev.yellowjack.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which rules of {@code docs/RULES.md} a test verifies. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
    /** The numbers of the rules, such as {@code "3.2"}; the one that the test is mainly about comes first. */
    String[] value();
}
