package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;

/** OpenTelemetry's SDK with its Prometheus exporter on a port of this machine, as an application would have them. */
final class Exporter implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk;
    private final URI uri;

    private Exporter(int port) {
        PrometheusHttpServer server = PrometheusHttpServer.builder()
                .setHost(InetAddress.getLoopbackAddress().getHostAddress())
                .setPort(port)
                .build();
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(server)
                        .registerMetricReader(reader)
                        .build())
                .build();
        uri = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/metrics");
    }

    /** The exporter does not tell which port it has, so it is given one; somebody may take that in between. */
    static Exporter open() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Exporter(freePort());
            } catch (UncheckedIOException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    OpenTelemetry openTelemetry() {
        return sdk;
    }

    /** What Prometheus would get now. */
    Scrape scrape() {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response::body);
            return Scrape.of(response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }

    /** The same as OpenTelemetry has it, under the names that the application uses. */
    Collection<MetricData> metrics() {
        return reader.collectAllMetrics();
    }

    @Override
    public void close() {
        sdk.close();
    }
}
