package io.nomadflink.connector.client;

import static io.nomadflink.connector.client.Frames.frame;
import static io.nomadflink.connector.client.Frames.keys;
import static io.nomadflink.connector.client.Frames.registered;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.HedgeMerge.Decision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HedgeMergeTest {
    private final HedgeMerge merge = new HedgeMerge();

    @BeforeEach
    void bothAskForTen() {
        merge.begin(10);
        merge.opened(0, 10);
        merge.opened(1, 10);
    }

    @Test
    void whoeverIsFirstIsPassedOn() {
        assertThat(merge.frame(1, frame(10, "a"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(0, frame(10, "a"))).isEqualTo(Decision.DROP);
        assertThat(merge.frame(0, frame(12, "b"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(0, frame(13, "c"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(1, frame(12, "b"))).isEqualTo(Decision.DROP);
        assertThat(merge.frame(1, frame(13, "c"))).isEqualTo(Decision.DROP);
        assertThat(merge.index()).isEqualTo(13);
    }

    @Test
    void theLinesOfAnIndexMayComeInHalvesFromEither() {
        assertThat(merge.frame(0, registered(10, "a", "b"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(1, registered(10, "b", "a"))).isEqualTo(Decision.DROP);
        assertThat(merge.frame(1, registered(10, "c"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(0, registered(10, "c"))).isEqualTo(Decision.DROP);
    }

    @Test
    void anEventThatAConnectionBringsTwiceIsPassedOnTwice() {
        assertThat(merge.frame(0, registered(10, "a"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(1, registered(10, "a"))).isEqualTo(Decision.DROP);
        assertThat(merge.frame(0, registered(10, "a"))).isEqualTo(Decision.PASS);
        assertThat(merge.frame(1, registered(10, "a"))).isEqualTo(Decision.DROP);
    }

    @Test
    void ofALineOnlyWhatIsNewIsPassedOn() {
        merge.frame(0, registered(10, "a"));

        assertThat(merge.frame(1, registered(10, "x", "a", "y"))).isEqualTo(Decision.PASS);
        assertThat(keys(merge.accepted())).containsExactly("x", "y");
    }

    @Test
    void aConnectionThatMayMissSomethingWaitsUntilTheOtherHasPassedIt() {
        merge.frame(0, frame(10, "a"));
        assertThat(merge.frame(1, frame(15, "d"))).isEqualTo(Decision.WAIT);
        assertThat(merge.isInStep(1)).isFalse();
        merge.frame(0, frame(12, "b"));
        assertThat(merge.frame(1, frame(15, "d"))).isEqualTo(Decision.WAIT);
        merge.frame(0, frame(15, "d"));

        assertThat(merge.frame(1, frame(15, "d"))).isEqualTo(Decision.DROP);
        assertThat(merge.isInStep(1)).isTrue();
        assertThat(merge.frame(1, frame(16, "e"))).isEqualTo(Decision.PASS);
    }

    @Test
    void aConnectionInStepGoesOnWhenTheOtherHasEnded() {
        merge.frame(0, frame(10, "a"));
        merge.frame(1, frame(10, "a"));
        merge.frame(0, registered(11, "b"));
        merge.ended(0);

        assertThat(merge.anyInStep()).isTrue();
        assertThat(merge.frame(1, registered(11, "b"))).isEqualTo(Decision.DROP);
        assertThat(merge.frame(1, registered(11, "c"))).isEqualTo(Decision.PASS);
        merge.opened(0, 11);
        assertThat(merge.frame(0, registered(11, "c", "b"))).isEqualTo(Decision.DROP);
    }

    @Test
    void whatIsOlderThanAskedForProvesNothing() {
        assertThat(merge.frame(0, frame(7, "old"))).isEqualTo(Decision.STALE);
        assertThat(merge.anyInStep()).isFalse();
        assertThat(merge.frame(0, frame(12, "b"))).isEqualTo(Decision.WAIT);
    }

    @Test
    void aConnectionThatFallsBackWithinItselfIsNotBelieved() {
        merge.frame(0, frame(10, "a"));
        merge.frame(0, frame(14, "b"));

        assertThat(merge.frame(0, frame(12, "x"))).isEqualTo(Decision.STALE);
    }

    @Test
    void isAtHeadOnlyWhoHasBroughtTheLast() {
        merge.frame(0, frame(10, "a"));
        merge.frame(1, frame(10, "a"));
        merge.frame(0, frame(12, "b"));

        assertThat(merge.isAtHead(0)).isTrue();
        assertThat(merge.isAtHead(1)).isFalse();
    }

    @Test
    void aNewBeginningPassesOnThePresentIndexAgain() {
        merge.frame(0, frame(10, "a"));
        merge.ended(0);
        merge.begin(10);
        merge.opened(0, 10);

        assertThat(merge.frame(0, frame(10, "a"))).isEqualTo(Decision.PASS);
    }
}
