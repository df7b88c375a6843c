package io.nomadflink.connector.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitBookTest {
    private static final NomadEnumeratorState NEW = new NomadEnumeratorState(Set.of(), List.of());

    static SubscriptionSplit split(String topic) {
        return SubscriptionSplit.of(
                Subscription.of("", "default", Map.of(Topic.of(topic), List.of())));
    }

    private static List<SubscriptionSplit> splits(String... topics) {
        return java.util.Arrays.stream(topics).map(SplitBookTest::split).toList();
    }

    private static SplitBook planned(String... topics) {
        SplitBook book = new SplitBook(NEW);
        book.plan(splits(topics));
        return book;
    }

    @Property(tries = 200)
    void everySplitHasOneOwnerAndLoadIsEven(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 12) int parallelism) {
        List<SubscriptionSplit> plan = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            plan.add(split("T" + i));
        }
        SplitBook book = new SplitBook(NEW);
        book.plan(plan);

        List<SubscriptionSplit> taken = new ArrayList<>();
        for (int reader = parallelism - 1; reader >= 0; reader--) {
            List<SubscriptionSplit> mine = book.takeFor(reader, parallelism);
            assertThat(mine.size())
                    .isBetween(count / parallelism, (count + parallelism - 1) / parallelism);
            taken.addAll(mine);
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(plan);
        assertThat(book.pendingCount()).isZero();
    }

    @Test
    void aSplitIsGivenOnce() {
        SplitBook book = planned("A", "B");

        assertThat(book.takeFor(0, 2)).isEqualTo(splits("A"));
        assertThat(book.takeFor(0, 2)).isEmpty();
        assertThat(book.state().known()).containsExactly("A@default", "B@default");
        assertThat(book.state().pending()).isEqualTo(splits("B"));
    }

    @Test
    void whatComesBackGoesToTheSameReader() {
        SplitBook book = planned("A", "B", "C");
        List<SubscriptionSplit> mine = book.takeFor(1, 2);
        book.takeFor(0, 2);

        book.addBack(mine);

        assertThat(book.takeFor(0, 2)).isEmpty();
        assertThat(book.takeFor(1, 2)).isEqualTo(mine);
    }

    @Test
    void aRestoredPlanStartsOnlyWhatIsNew() {
        SplitBook before = planned("A", "B", "C");
        before.takeFor(0, 1);

        SplitBook after = new SplitBook(before.state());
        after.plan(splits("B", "C", "D"));

        assertThat(after.takeFor(0, 1)).isEqualTo(splits("D"));
        assertThat(after.state().known()).containsExactly("B@default", "C@default", "D@default");
    }

    @Test
    void aRestoredPlanForgetsWhatItNoLongerHas() {
        SplitBook before = planned("A", "B");
        SplitBook after = new SplitBook(before.state());
        after.plan(splits("B"));

        assertThat(after.takeFor(0, 1)).isEqualTo(splits("B"));
        assertThat(after.state().known()).containsExactly("B@default");
    }

    @Test
    void aTopicThatComesBackLaterIsNew() {
        SplitBook first = planned("A", "B");
        first.takeFor(0, 1);
        SplitBook second = new SplitBook(first.state());
        second.plan(splits("B"));
        SplitBook third = new SplitBook(second.state());
        third.plan(splits("A", "B"));

        assertThat(third.takeFor(0, 1)).isEqualTo(splits("A"));
    }

    @Test
    void planningAgainChangesNothing() {
        SplitBook book = planned("A", "B");
        book.takeFor(0, 2);
        book.plan(splits("A", "B"));

        assertThat(book.takeFor(0, 2)).isEmpty();
        assertThat(book.takeFor(1, 2)).isEqualTo(splits("B"));
    }
}
