package dev.yellowjack.providers.flagd;

import com.google.protobuf.Struct;
import dev.openfeature.flagd.grpc.sync.FlagSyncServiceGrpc;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataRequest;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataResponse;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsRequest;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsResponse;
import dev.openfeature.sdk.FeatureProvider;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that sends all flags at each change, as flagd does to providers in process. */
public final class SyncServerBackend extends WireBackend<SyncFlagsResponse> {
    /** What it adds to the context of evaluations; empty where it does not know of that. */
    volatile Optional<Struct> context = Optional.empty();

    /** The selectors that it was asked for, one for each stream. */
    final List<String> selectors = new CopyOnWriteArrayList<>();

    /** One that is killed in an outage. */
    public SyncServerBackend() throws IOException {
        this(Outage.KILLED);
    }

    SyncServerBackend(Outage outage) throws IOException {
        super(outage);
        up();
    }

    @Override
    public FeatureProvider provider() {
        return Flagd.inProcess().port(port()).deadline(COLD_START).build();
    }

    @Override
    SyncFlagsResponse message(String flag) {
        SyncFlagsResponse.Builder message = SyncFlagsResponse.newBuilder().setFlagConfiguration(json());
        context.ifPresent(message::setSyncContext);
        return message.build();
    }

    @Override
    BindableService service() {
        return new FlagSyncServiceGrpc.FlagSyncServiceImplBase() {
            @Override
            public void syncFlags(SyncFlagsRequest request, StreamObserver<SyncFlagsResponse> stream) {
                selectors.add(request.getSelector());
                subscribe(stream);
            }

            @Override
            public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> answer) {
                answer.onNext(GetMetadataResponse.getDefaultInstance());
                answer.onCompleted();
            }
        };
    }
}
