package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A provider as many are: it polls a server, answers from what it got last, and keeps that while the server is away. */
final class PollingProvider extends BooleanProvider {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "flag-poller"));
    private final HttpRequest request;
    private final Duration interval;
    private volatile Map<String, String> flags = Map.of();

    PollingProvider(URI server, Duration interval) {
        this.request =
                HttpRequest.newBuilder(server).timeout(Duration.ofSeconds(1)).build();
        this.interval = interval;
    }

    @Override
    public void initialize(EvaluationContext context) {
        poller.scheduleWithFixedDelay(this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        try {
            fetch();
        } catch (IOException | InterruptedException notYet) {
            throw new GeneralError("the server is out of reach", notYet);
        }
    }

    private void poll() {
        try {
            fetch();
        } catch (IOException outOfReach) {
            return; // and once more after the interval
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch() throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        Map<String, String> fresh = response.body()
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        if (!fresh.equals(flags)) {
            flags = fresh;
            emit(
                    ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                    ProviderEventDetails.builder().build());
        }
    }

    @Override
    public void shutdown() {
        poller.shutdownNow();
        super.shutdown();
    }

    @Override
    public Metadata getMetadata() {
        return () -> "polling";
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String flag, Boolean defaultValue, EvaluationContext context) {
        String value = flags.get(flag);
        Answer answer = switch (value == null ? "" : value) {
            case "" -> Answer.MISSING;
            case "true" -> Answer.ON;
            case "false" -> Answer.OFF;
            default -> Answer.error(ErrorCode.TYPE_MISMATCH);
        };
        return answer.to(defaultValue, context);
    }
}
