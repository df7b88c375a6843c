package io.nomadflink.jobs.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class ClusterChangeSerializerProperties {
    private final TypeSerializer<ClusterChange> serializer = new ClusterChangeSerializer();

    @Provide
    Arbitrary<ClusterChange> changes() {
        return Arbitraries.oneOf(
                allocations(), deletions(), deployments(), listed(), gaps(), malformed());
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("changes") ClusterChange change) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(change, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(serializer.duplicate().deserialize(in)).isEqualTo(change);
        assertThat(in.available()).isZero();
    }

    @Property
    void idsKeepTheirBits(@ForAll long high, @ForAll long low) {
        String text = new UUID(high, low).toString();

        assertThat(AllocationId.of(text)).isEqualTo(new AllocationId(high, low)).hasToString(text);
    }

    @Example
    void idsThatAreNoUuidsDiffer() {
        assertThat(AllocationId.of("a"))
                .isNotEqualTo(AllocationId.of("b"))
                .isEqualTo(AllocationId.of("a"));
    }

    @Example
    void anAllocationTakesLittleRoom() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(
                new AllocationChange(
                        "default",
                        "web-frontend",
                        new AllocationId(1, 2),
                        "frontend",
                        ClientStatus.RUNNING,
                        true,
                        false,
                        1,
                        1,
                        2,
                        Origin.STREAM),
                out);
        assertThat(out.length()).isLessThan(88);
    }

    private static Arbitrary<ClusterChange> allocations() {
        return Combinators.combine(
                        text(),
                        text(),
                        text(),
                        Arbitraries.of(ClientStatus.class),
                        flag(),
                        Arbitraries.longs(),
                        origin())
                .as(
                        (ns, job, group, status, flag, n, origin) ->
                                new AllocationChange(
                                        ns,
                                        job,
                                        new AllocationId(n, ~n),
                                        group,
                                        status,
                                        flag,
                                        !flag,
                                        n - 1,
                                        n,
                                        n,
                                        origin));
    }

    private static Arbitrary<ClusterChange> deletions() {
        return Combinators.combine(text(), text(), Arbitraries.longs(), origin())
                .as((ns, job, n, origin) -> new JobDeleted(ns, job, n, n + 1, n + 2, origin));
    }

    private static Arbitrary<ClusterChange> deployments() {
        return Combinators.combine(
                        text(),
                        text(),
                        text(),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        flag(),
                        origin())
                .as(
                        (id, ns, job, n, i, flag, origin) ->
                                new DeploymentChange(
                                        id, ns, job, n, "running", n, n + 1, n + 2, n + 3, n + 4, i,
                                        i + 1, i + 2, i + 3, i + 4, flag, n, n, origin));
    }

    private static Arbitrary<ClusterChange> listed() {
        Arbitrary<JobKey> jobs = Combinators.combine(text(), text()).as(JobKey::new);
        return Combinators.combine(text(), jobs.set().ofMaxSize(3), Arbitraries.longs())
                .as((within, surviving, n) -> JobsListed.of(within, surviving, n, n + 1, n + 2));
    }

    private static Arbitrary<ClusterChange> gaps() {
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        return Combinators.combine(
                        text(), text(), Arbitraries.longs(), times, times.injectNull(0.5), causes())
                .as(
                        (ns, topics, n, at, last, cause) ->
                                new GapFound(
                                        new Gap(
                                                "eu",
                                                ns,
                                                topics,
                                                n,
                                                n + 1,
                                                at,
                                                last,
                                                cause,
                                                n % 2 == 0)));
    }

    private static Arbitrary<ClusterChange> malformed() {
        return Combinators.combine(text(), Arbitraries.longs(), origin())
                .as((topic, n, origin) -> new Malformed(topic, n, n + 1, origin));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(20);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<Origin> origin() {
        return Arbitraries.of(Origin.class);
    }

    private static Arbitrary<Gap.Cause> causes() {
        return Arbitraries.of(Gap.Cause.class);
    }
}
