package dev.yellowjack;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259). What HTML takes for markup is escaped, and so are surrogates that have no partner: the text may
 * be put into a page, and encoded in UTF-8, as it is. Not thread-safe.
 */
final class JsonText {
    private final StringBuilder text = new StringBuilder(256);

    /** Whether something stands before what comes next, with which a comma is to part it. */
    private boolean follows;

    JsonText open(char bracket) {
        separate();
        text.append(bracket);
        follows = false;
        return this;
    }

    JsonText close(char bracket) {
        text.append(bracket);
        follows = true;
        return this;
    }

    /** The name of a member; its value comes next. */
    JsonText name(String name) {
        separate();
        quote(name);
        text.append(':');
        follows = false;
        return this;
    }

    JsonText member(String name, @Nullable Object value) {
        return name(name).value(value);
    }

    /** A number or a boolean as such, null, or anything else as a string. */
    JsonText value(@Nullable Object value) {
        separate();
        if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(value.toString());
        }
        follows = true;
        return this;
    }

    private void separate() {
        if (follows) {
            text.append(',');
        }
    }

    private void quote(String raw) {
        text.append('"');
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(i + 1))) {
                text.append(c).append(raw.charAt(++i));
            } else {
                quote(c);
            }
        }
        text.append('"');
    }

    private void quote(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ' || "<>&\u007f\u2028\u2029".indexOf(c) >= 0 || Character.isSurrogate(c)) {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
