package io.nomadflink.connector.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NomadEnumeratorTest {
    private static final NomadEnumeratorState NEW = new NomadEnumeratorState(Set.of(), List.of());

    private MockSplitEnumeratorContext<SubscriptionSplit> context;
    private NomadEnumerator enumerator;

    private static Callable<List<SubscriptionSplit>> plan(String... topics) {
        return () -> Arrays.stream(topics).map(SplitBookTest::split).toList();
    }

    private void create(
            int readers,
            NomadEnumeratorState state,
            Callable<List<SubscriptionSplit>> plan,
            boolean bounded) {
        context = new MockSplitEnumeratorContext<>(readers);
        enumerator = new NomadEnumerator(context, state, plan, bounded);
        enumerator.start();
    }

    private void register(int reader) {
        context.registerReader(new ReaderInfo(reader, "host"));
        enumerator.addReader(reader);
    }

    private void finishPlanning() throws Exception {
        try {
            context.runNextOneTimeCallable();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Map<Integer, List<String>> assigned() {
        Map<Integer, List<String>> found = new TreeMap<>();
        for (SplitsAssignment<SubscriptionSplit> one : context.getSplitsAssignmentSequence()) {
            one.assignment()
                    .forEach(
                            (reader, splits) ->
                                    splits.forEach(
                                            split ->
                                                    found.computeIfAbsent(
                                                                    reader, r -> new ArrayList<>())
                                                            .add(split.splitId())));
        }
        return found;
    }

    private boolean saidNoSplits(int reader) throws Exception {
        return context.getSentSourceEvent().getOrDefault(reader, List.of()).stream()
                .anyMatch(NoSplitsEvent.class::isInstance);
    }

    @AfterEach
    void close() throws Exception {
        enumerator.close();
        context.close();
    }

    @Test
    void assignsEvenlyWhenReadersComeAfterThePlan() throws Exception {
        create(2, NEW, plan("A", "B", "C"), false);
        finishPlanning();
        register(1);
        register(0);

        assertThat(assigned())
                .containsEntry(0, List.of("A@default", "C@default"))
                .containsEntry(1, List.of("B@default"));
    }

    @Test
    void assignsEvenlyWhenReadersComeBeforeThePlan() throws Exception {
        create(2, NEW, plan("A", "B", "C"), false);
        register(1);
        register(0);
        assertThat(assigned()).isEmpty();

        finishPlanning();

        assertThat(assigned())
                .containsEntry(0, List.of("A@default", "C@default"))
                .containsEntry(1, List.of("B@default"));
    }

    @Test
    void readersWithoutSplitAreTold() throws Exception {
        create(3, NEW, plan("A"), false);
        finishPlanning();
        register(0);
        register(1);
        register(2);

        assertThat(saidNoSplits(0)).isFalse();
        assertThat(saidNoSplits(1)).isTrue();
        assertThat(saidNoSplits(2)).isTrue();
        assertThat(context.hasNoMoreSplits(1)).isFalse();
    }

    @Test
    void recordingsEnd() throws Exception {
        create(2, NEW, plan("A"), true);
        register(0);
        assertThat(context.hasNoMoreSplits(0)).isFalse();
        finishPlanning();
        register(1);

        assertThat(context.hasNoMoreSplits(0)).isTrue();
        assertThat(context.hasNoMoreSplits(1)).isTrue();
    }

    @Test
    void aReaderThatFailedBeforeACheckpointGetsItsSplitsAgain() throws Exception {
        create(2, NEW, plan("A", "B"), false);
        finishPlanning();
        register(0);
        register(1);

        context.unregisterReader(1);
        enumerator.addSplitsBack(List.of(SplitBookTest.split("B")), 1);
        assertThat(assigned().get(1)).containsExactly("B@default");
        register(1);

        assertThat(assigned().get(1)).containsExactly("B@default", "B@default");
        assertThat(assigned().get(0)).containsExactly("A@default");
    }

    @Test
    void aReaderThatFailedAfterACheckpointHasItsSplitsInItsState() throws Exception {
        create(2, NEW, plan("A", "B"), false);
        finishPlanning();
        register(0);
        register(1);
        enumerator.snapshotState(1);

        context.unregisterReader(1);
        enumerator.addSplitsBack(List.of(), 1);
        register(1);

        assertThat(assigned().get(1)).containsExactly("B@default");
    }

    @Test
    void splitsComeBackToAReaderThatIsAlreadyThere() throws Exception {
        create(1, NEW, plan("A"), false);
        finishPlanning();
        register(0);

        enumerator.addSplitsBack(List.of(SplitBookTest.split("A")), 0);

        assertThat(assigned().get(0)).containsExactly("A@default", "A@default");
    }

    @Test
    void splitsThatCameBackAreInTheState() throws Exception {
        create(2, NEW, plan("A", "B"), false);
        finishPlanning();
        register(0);
        register(1);
        assertThat(enumerator.snapshotState(1).pending()).isEmpty();

        context.unregisterReader(1);
        enumerator.addSplitsBack(List.of(SplitBookTest.split("B")), 1);

        assertThat(enumerator.snapshotState(2).pending()).containsExactly(SplitBookTest.split("B"));
    }

    @Test
    void aCheckpointBeforeThePlanLosesNothing() throws Exception {
        create(1, NEW, plan("A"), false);
        NomadEnumeratorState early = enumerator.snapshotState(1);
        close();

        create(1, early, plan("A"), false);
        finishPlanning();
        register(0);

        assertThat(assigned().get(0)).containsExactly("A@default");
    }

    @Test
    void afterARestoreNewTopicsStartAndOldOnesGo() throws Exception {
        create(1, NEW, plan("A", "B"), false);
        finishPlanning();
        register(0);
        NomadEnumeratorState state = enumerator.snapshotState(1);
        close();

        create(4, state, plan("B", "C"), false);
        finishPlanning();
        for (int reader = 0; reader < 4; reader++) {
            register(reader);
        }

        assertThat(assigned().values().stream().flatMap(List::stream)).containsExactly("C@default");
        assertThat(enumerator.snapshotState(2).known()).containsExactly("B@default", "C@default");
    }

    @Test
    void aPlanThatFailsFailsTheJobInWords() {
        create(
                1,
                NEW,
                () -> {
                    throw new IOException("recording /x cannot be read");
                },
                true);

        assertThatThrownBy(this::finishPlanning).hasStackTraceContaining("/x cannot be read");
    }
}
