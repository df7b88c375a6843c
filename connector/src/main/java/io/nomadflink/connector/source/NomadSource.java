package io.nomadflink.connector.source;

import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.source.enumerator.NomadEnumerator;
import io.nomadflink.connector.source.enumerator.NomadEnumeratorState;
import io.nomadflink.connector.source.enumerator.NomadEnumeratorStateSerializer;
import io.nomadflink.connector.source.metrics.SplitMetrics;
import io.nomadflink.connector.source.reader.NomadSourceReader;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitSerializer;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Nomad's event stream as a source (FLIP-27): a split per topic subscription, checkpointed by
 * Nomad's event index.
 *
 * <pre>{@code
 * NomadSource<NomadEvent> source = NomadSource.<NomadEvent>builder()
 *         .setAddresses("http://127.0.0.1:4646")
 *         .setTopics(Topic.ALLOCATION, Topic.DEPLOYMENT)
 *         .setStartingPosition(StartingPosition.earliest())
 *         .setDeserializer(NomadEventDeserializer.events())
 *         .build();
 * }</pre>
 */
@PublicEvolving
public final class NomadSource<T>
        implements Source<T, SubscriptionSplit, NomadEnumeratorState>,
                ResultTypeQueryable<T>,
                LineageVertexProvider {
    private static final long serialVersionUID = 1L;

    private final SourceInput input;
    private final ClientSettings settings;
    private final StartingPosition start;
    private final GapPolicy gapPolicy;
    private final Configuration options;
    private final NomadWatermarks watermarks;
    private final NomadEventDeserializer<T> deserializer;

    NomadSource(
            SourceInput input,
            ClientSettings settings,
            StartingPosition start,
            GapPolicy gapPolicy,
            Configuration options,
            NomadWatermarks watermarks,
            NomadEventDeserializer<T> deserializer) {
        this.input = input;
        this.settings = settings;
        this.start = start;
        this.gapPolicy = gapPolicy;
        this.options = options;
        this.watermarks = watermarks;
        this.deserializer = deserializer;
    }

    public static <T> NomadSourceBuilder<T> builder() {
        return new NomadSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return input.isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, SubscriptionSplit> createReader(SourceReaderContext context) {
        return new NomadSourceReader<>(
                new NomadClient(settings, input.subscriptions()),
                start.start(),
                streamOptions(),
                deserializer,
                watermarks,
                gapPolicy,
                input::current,
                this::metrics,
                context);
    }

    private StreamOptions streamOptions() {
        boolean restart = options.get(NomadSourceOptions.INDEX_RESET) == IndexReset.RESTART;
        return new StreamOptions(gapPolicy.heals(), gapPolicy.detail(), restart);
    }

    private SplitMetrics metrics() {
        return new SplitMetrics(
                options.get(NomadSourceOptions.EVENT_BUFFER_SIZE),
                options.get(NomadSourceOptions.TARGET_OUTAGE));
    }

    @Override
    public SplitEnumerator<SubscriptionSplit, NomadEnumeratorState> createEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context) {
        return restoreEnumerator(context, new NomadEnumeratorState(Set.of(), List.of()));
    }

    @Override
    public SplitEnumerator<SubscriptionSplit, NomadEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context, NomadEnumeratorState state) {
        return new NomadEnumerator(context, state, input::plan, input.isBounded());
    }

    @Override
    public SimpleVersionedSerializer<SubscriptionSplit> getSplitSerializer() {
        return new SubscriptionSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<NomadEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new NomadEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    /** What feeds a job that uses this source (FLIP-314). */
    @Override
    public LineageVertex getLineageVertex() {
        return NomadLineage.of(input, settings.addresses());
    }
}
