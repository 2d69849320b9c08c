package dev.yellowjack.quickstart;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderState;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells a person what becomes of the flags, by the events of their provider.
 *
 * <p>The provider says what is wrong with a file or a server. It cannot know which flags the quickstart needs: these are
 * asked for whenever flags have come.
 */
final class FlagsNews {
    private final Client client;
    private final FlagsSource source;
    private final Set<String> needed;
    private final Consumer<String> screen;

    // Guarded by this.
    private String latest = "";
    private String said;
    private boolean wasGood;

    private FlagsNews(Client client, FlagsSource source, Set<String> needed, Consumer<String> screen) {
        this.client = client;
        this.source = source;
        this.needed = new TreeSet<>(needed);
        this.screen = screen;
        this.said = source.firstIsNews() ? "nothing yet" : "";
    }

    /**
     * Sets the source's provider, and tells what becomes of it. Does not wait.
     *
     * @param api where the provider is set; its handlers stay until it is shut down
     * @param source of the flags
     * @param needed the keys of the boolean flags that must be there
     * @param screen told whole sentences, on threads of the SDK's, one at a time
     */
    static void follow(OpenFeatureAPI api, FlagsSource source, Set<String> needed, Consumer<String> screen) {
        FlagsNews news = new FlagsNews(api.getClient(), source, needed, screen);
        api.on(ProviderEvent.PROVIDER_READY, event -> news.look(Optional.empty()));
        api.on(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, event -> news.look(Optional.empty()));
        api.on(ProviderEvent.PROVIDER_STALE, event -> news.look(message(event)));
        api.on(ProviderEvent.PROVIDER_ERROR, event -> news.look(message(event)));
        api.setProvider(source.builder().build());
    }

    private static Optional<String> message(EventDetails event) {
        return Optional.of(Objects.requireNonNullElse(event.getMessage(), "the provider has failed"));
    }

    private synchronized void look(Optional<String> message) {
        latest = message.orElse(latest);
        // Handlers overtake each other, so the event says when to look, and the state what is so.
        boolean ready = client.getProviderState() == ProviderState.READY;
        if (ready) {
            latest = "";
            tell(doubt());
        } else if (!latest.isEmpty()) {
            tell(Optional.of(source.problem(latest, wasGood)));
        }
    }

    private Optional<FlagsSource.Problem> doubt() {
        return needed.stream()
                .map(key -> client.getBooleanDetails(key, false))
                .filter(answer -> answer.getErrorCode() != null)
                .map(answer -> source.doubt(words(answer)))
                .findFirst();
    }

    private static String words(FlagEvaluationDetails<Boolean> answer) {
        return Objects.requireNonNullElse(
                answer.getErrorMessage(), "flag \"" + answer.getFlagKey() + "\" cannot be read");
    }

    private void tell(Optional<FlagsSource.Problem> problem) {
        String kind = problem.map(FlagsSource.Problem::kind).orElse("");
        if (!kind.equals(said)) {
            said = kind;
            screen.accept(problem.map(what ->
                            what.words() + ". " + "Nothing stops: a child whose flag cannot be read goes on as it was.")
                    .orElseGet(source::good));
        }
        wasGood |= problem.isEmpty();
    }
}
