package dev.yellowjack;

import dev.yellowjack.Reading.Unknown;

/** The statuses as JSON. The schema is {@code docs/status.schema.json}: whoever changes one changes the other. */
final class StatusJson {
    /** Counts up when something that was there is no longer so; additions leave it as it is. */
    private static final int VERSION = 1;

    /** How many characters of a message are told. */
    private static final int MOST_WORDS = 2_000;

    private final JsonText json = new JsonText();

    private StatusJson() {}

    static String of(SupervisorStatus status) {
        StatusJson out = new StatusJson();
        out.supervisor(status);
        return out.json.toString();
    }

    /** With the stack of the last crash, which is too long for a list. */
    static String of(ChildStatus child) {
        StatusJson out = new StatusJson();
        out.child(child, true);
        return out.json.toString();
    }

    static String of(Transition transition) {
        JsonText json = new JsonText()
                .open('{')
                .member("number", transition.number())
                .member("child", transition.child())
                .member("incarnation", transition.incarnation())
                .member("from", transition.from())
                .member("to", transition.to())
                .member("reason", transition.reason())
                .member("at", transition.at());
        Throwable cause = transition.cause();
        if (cause != null) {
            json.member("cause", shortened(new Crash(cause, transition.incarnation(), transition.at()).message()));
        }
        return json.close('}').toString();
    }

    private void supervisor(SupervisorStatus status) {
        Health health = status.health(Health.UNKNOWN_LIMIT);
        json.open('{')
                .member("version", VERSION)
                .member("name", status.name())
                .member("instance", status.instance())
                .member("at", status.at())
                .member("health", health.status());
        json.name("problems").open('[');
        health.problems().forEach(this::problem);
        json.close(']').name("counts").open('{');
        status.counts().forEach((state, count) -> json.member(state.name(), count));
        json.close('}').name("children").open('[');
        status.children().forEach(child -> child(child, false));
        json.close(']').close('}');
    }

    /** An exception may carry a whole response, or a file. */
    private static String shortened(String text) {
        int left = text.length() - MOST_WORDS;
        return left <= 0 ? text : text.substring(0, MOST_WORDS) + "... (" + left + " characters more)";
    }

    private void problem(Health.Problem problem) {
        json.open('{')
                .member("kind", problem.kind())
                .member("child", problem.child())
                .member("since", problem.since())
                .member("detail", shortened(problem.detail()))
                .close('}');
    }

    private void child(ChildStatus child, boolean withStack) {
        json.open('{')
                .member("id", child.id())
                .member("flag", child.flag())
                .member("killSwitch", child.killSwitch())
                .member("state", child.state())
                .member("since", child.since())
                .member("overdue", child.overdue())
                .member("healthy", child.healthy())
                .member("incarnations", child.incarnations())
                .member("crashes", child.crashes());
        reading(child);
        Crash crash = child.lastCrash();
        if (crash != null) {
            crash(crash, withStack);
        }
        json.close('}');
    }

    private void reading(ChildStatus child) {
        json.name("reading").open('{');
        if (child.reading() instanceof Unknown unknown) {
            json.member("value", "UNKNOWN")
                    .member("reason", unknown.reason())
                    .member("detail", shortened(unknown.detail()));
        } else {
            json.member("value", child.reading());
        }
        json.member("since", child.readingSince()).close('}');
    }

    private void crash(Crash crash, boolean withStack) {
        json.name("lastCrash")
                .open('{')
                .member("incarnation", crash.incarnation())
                .member("at", crash.at())
                .member("type", crash.cause().getClass().getName())
                .member("message", shortened(crash.message()));
        if (withStack) {
            json.member("stack", crash.stackTrace());
        }
        json.close('}');
    }
}
