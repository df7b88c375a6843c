package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has to be read again of namespaces that a subscription did not see. */
class SeenNamespacesTest {
    /** Three lines of {@link Frames}. */
    private static final long LIMIT = 300;

    private static final Map<String, Long> DEFAULT = Map.of("default", 1L);
    private static final Map<String, Long> GROWN = Map.of("default", 1L, "new", 12L);

    private final List<StreamElement> out = new ArrayList<>();
    private final Observed observed = new Observed();
    private final SeenNamespaces namespaces = seen();

    private SeenNamespaces seen(String... names) {
        BackfillPlan lists = new BackfillPlan(null, Frames.ALL, StreamOptions.REPORT);
        return new SeenNamespaces(
                Set.of(names), new GapReport("test", Frames.ALL, lists, observed), LIMIT);
    }

    private long opened(long request, Position start, Map<String, Long> seen, long position) {
        return namespaces.opened(
                new FeedItem.Opened("somewhere", request, start, seen, 0), position, out);
    }

    private boolean takes(String namespace, long index, long position) {
        return namespaces.takes(Frames.in(namespace, index, "at" + index), 0, position);
    }

    private List<String> missed(long position) {
        out.clear();
        namespaces.settle(position, out);
        return out.stream()
                .flatMap(element -> element.frames().stream())
                .flatMap(frame -> frame.frame().events().stream())
                .map(NomadEvent::key)
                .toList();
    }

    @Test
    void whatHappenedSinceTheCreationIsReadAgain() {
        opened(0, Position.fromStart(5), DEFAULT, -1);
        assertThat(opened(20, null, GROWN, 20)).isEqualTo(12);
        assertThat(opened(10, null, GROWN, 20)).isEqualTo(-1);

        assertThat(takes("default", 10, 20)).isTrue();
        assertThat(takes("new", 13, 20)).isTrue();
        assertThat(takes("new", 20, 20)).isFalse();
        assertThat(missed(20)).containsExactly("at13");
    }

    /** Created between the reading of the namespaces and that of where now is. */
    @Test
    void beforeTheFirstFrameEverythingIsStillToCome() {
        opened(0, Position.fromStart(15), DEFAULT, -1);
        assertThat(opened(0, null, GROWN, -1)).isEqualTo(-1);

        assertThat(takes("default", 10, -1)).isFalse();
        assertThat(takes("new", 13, -1)).isFalse();
    }

    @Test
    void whatWasBeforeTheBeginningIsNotWanted() {
        opened(Long.MAX_VALUE, Position.whole(15), DEFAULT, 15);
        assertThat(opened(15, null, GROWN, 15)).as("nothing is missed").isEqualTo(-1);
        assertThat(takes("new", 13, 15)).isFalse();
    }

    @Test
    void whatHappenedSinceTheBeginningIs() {
        opened(Long.MAX_VALUE, Position.whole(15), DEFAULT, 15);
        assertThat(opened(20, null, GROWN, 20)).isEqualTo(16);
        assertThat(opened(10, null, GROWN, 20)).isEqualTo(-1);

        assertThat(takes("new", 13, 20)).isTrue();
        assertThat(takes("new", 17, 20)).isTrue();
        assertThat(missed(20)).containsExactly("at17");
        assertThat(observed.gaps).isEmpty();
    }

    @Test
    void whatIsMoreThanMayBeHeldIsAGapOfTheNamespaceAsAWhole() {
        opened(0, Position.fromStart(5), DEFAULT, -1);
        opened(10, null, GROWN, 20);
        takes("default", 10, 20);
        for (long index = 13; index < 16; index++) {
            takes("new", index, 20);
        }
        assertThat(missed(20)).containsExactly("at13", "at14", "at15");
        assertThat(observed.gaps).isEmpty();

        opened(10, null, Map.of("default", 1L, "new", 12L, "newer", 12L), 20);
        takes("default", 10, 20);
        for (long index = 13; index < 19; index++) {
            takes("newer", index, 20);
        }
        assertThat(missed(20)).isEmpty();
        assertThat(observed.gaps).hasSize(1);
        Gap gap = observed.gaps.element();
        assertThat(gap.namespace()).isEqualTo("newer");
        assertThat(gap.cause()).isEqualTo(Gap.Cause.NAMESPACE);
        assertThat(gap.afterIndex()).isEqualTo(11);
        assertThat(gap.beforeIndex()).isEqualTo(20);
    }

    /** One of the same name was before. */
    @Test
    void whatHappenedBeforeTheCreationIsNotReadAgain() {
        opened(0, Position.fromStart(5), DEFAULT, -1);
        opened(8, null, GROWN, 20);

        assertThat(takes("new", 9, 20)).isTrue();
        assertThat(takes("new", 14, 20)).isTrue();
        assertThat(missed(20)).containsExactly("at14");
    }
}
