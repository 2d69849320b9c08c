package dev.yellowjack.providers.flagd;

import dev.openfeature.flagd.grpc.sync.FlagSyncServiceGrpc;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataRequest;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataResponse;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsRequest;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsResponse;
import dev.openfeature.sdk.FeatureProvider;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server that sends all flags at each change, as flagd does to providers in process. */
public final class SyncServerBackend extends WireBackend<SyncFlagsResponse> {
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
        return Flagd.inProcess().port(port()).build();
    }

    @Override
    SyncFlagsResponse message(String flag) {
        return SyncFlagsResponse.newBuilder().setFlagConfiguration(json()).build();
    }

    @Override
    BindableService service() {
        return new FlagSyncServiceGrpc.FlagSyncServiceImplBase() {
            @Override
            public void syncFlags(SyncFlagsRequest request, StreamObserver<SyncFlagsResponse> stream) {
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
