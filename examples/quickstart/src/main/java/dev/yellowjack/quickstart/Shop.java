package dev.yellowjack.quickstart;

import dev.yellowjack.Child;
import dev.yellowjack.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The five children of the quickstart, each with an inbox of work. */
final class Shop {
    private final Inbox orders = new Inbox("order");
    private final Inbox mails = new Inbox("mail");
    private final Inbox sales = new Inbox("sale");
    private final Inbox events = new Inbox("event");
    private final Inbox pictures = new Inbox("picture");
    private final Mailer mailer = new Mailer(mails);

    private final Map<String, Inbox> inboxes =
            Map.of("orders", orders, "mailer", mails, "reports", sales, "audit", events, "thumbnails", pictures);

    /** What runs, on which flag: the part that an application would write. */
    List<Child> children() {
        return List.of(
                // A method that blocks for as long as the child lives.
                Child.named("orders").flag("orders-consumer").runs(orders::consume),
                // Something with threads of its own.
                Child.named("mailer").flag("mailer").startsAndStops(mailer::start, mailer::stop),
                // Something that is done time and again.
                Child.named("reports").flag("reports").every(Duration.ofMillis(500), sales::drain),
                // A kill switch: it runs until its flag is turned ON.
                Child.named("audit").killSwitch("audit-paused").runs(events::consume),
                // A crash is followed by a new start, twice; a third one in a row quarantines.
                Child.named("thumbnails")
                        .flag("thumbnails")
                        .runs(pictures::consume)
                        .restart(RestartPolicy.upTo(2, Duration.ofSeconds(5))
                                .backOff(Duration.ofMillis(500), Duration.ofSeconds(4))));
    }

    /** The keys of their flags. */
    Set<String> flags() {
        return children().stream().map(Child::flag).collect(Collectors.toSet());
    }

    /** The work of a child, by the child's id. */
    Inbox inbox(String child) {
        Inbox inbox = inboxes.get(child);
        if (inbox == null) {
            throw new IllegalArgumentException("there is no child '" + child + "' in the shop");
        }
        return inbox;
    }
}
