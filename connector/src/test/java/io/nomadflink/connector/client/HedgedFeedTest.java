package io.nomadflink.connector.client;

import static io.nomadflink.connector.client.Frames.frame;
import static io.nomadflink.connector.client.Frames.registered;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.FeedItem.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What two connections look like as one, item by item. */
class HedgedFeedTest {
    private static final Map<String, Long> DEFAULT = Map.of("default", 1L);
    private static final Map<String, Long> GROWN = Map.of("default", 1L, "new", 12L);

    private final List<ScriptedLeg> made = new ArrayList<>();
    private final ScriptedLeg[] legs = new ScriptedLeg[2];
    private final List<Duration> alarms = new ArrayList<>();
    private long now;

    private HedgedFeed hedge(Start start) {
        HedgedFeed feed =
                new HedgedFeed(
                        (number, from) -> {
                            legs[number] = new ScriptedLeg(from);
                            made.add(legs[number]);
                            return legs[number];
                        },
                        start,
                        Duration.ofSeconds(5),
                        delay -> {
                            alarms.add(delay);
                            return new CompletableFuture<>();
                        },
                        () -> now);
        feed.start();
        return feed;
    }

    private HedgedFeed atTen() {
        return hedge(new Start.Resume(Position.whole(10), Set.of()));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** All that is handed on, in words. */
    private static List<String> said(HedgedFeed feed) {
        List<String> words = new ArrayList<>();
        for (FeedItem item; (item = feed.poll()) != null; ) {
            words.add(word(item));
        }
        assertThat(feed.hasMore()).isFalse();
        return words;
    }

    private static String word(FeedItem item) {
        if (item instanceof FeedItem.Opened opened) {
            return "opened " + opened.requestedIndex();
        } else if (item instanceof FeedItem.Parsed parsed) {
            return parsed.frame().index() + " " + String.join(",", Frames.keys(parsed.frame()));
        } else if (item instanceof FeedItem.Disconnected end) {
            return "ended " + end.cause();
        } else if (item instanceof FeedItem.Grown grown) {
            return "grown " + grown.namespaces();
        } else if (item instanceof FeedItem.Deleted deleted) {
            return "deleted " + deleted.namespaces();
        } else if (item instanceof FeedItem.Failed failed) {
            return "failed " + failed.cause().getMessage();
        }
        return item.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private HedgedFeed inStep() {
        HedgedFeed feed = atTen();
        legs[0].open(null, DEFAULT).bring(frame(10, "a"));
        legs[1].open(null, DEFAULT).bring(frame(10, "a"));
        assertThat(said(feed)).containsExactly("opened 10", "10 a");
        return feed;
    }

    @Test
    void theSecondBeginsWhereTheFirstFoundThatTheSubscriptionBegins() {
        HedgedFeed feed = hedge(new Start.Latest());
        assertThat(legs[1]).isNull();
        legs[0].open(Position.whole(33), Map.of());

        assertThat(said(feed)).containsExactly("opened 0");
        assertThat(legs[1].request()).isEqualTo(33);
        legs[0].bring(frame(34, "a"));
        legs[1].open().bring(frame(33, "known")).bring(frame(34, "a")).bring(frame(35, "b"));
        assertThat(said(feed)).containsExactly("34 a", "35 b");
    }

    @Test
    void theEndOfOneIsOnlyToldAndItsReturnNotAtAll() {
        HedgedFeed feed = inStep();
        legs[0].bring(registered(11, "b")).end(Cause.CLOSED);
        legs[1].bring(registered(11, "b")).bring(registered(11, "c")).bring(frame(12, "d"));
        assertThat(said(feed)).containsExactly("11 b", "ended CLOSED", "11 c", "12 d");

        legs[0].open(null, DEFAULT).bring(registered(11, "c", "b")).bring(frame(12, "d"));
        assertThat(said(feed)).isEmpty();
        legs[1].end(Cause.SILENT);
        legs[0].bring(frame(13, "e"));
        assertThat(said(feed)).containsExactlyInAnyOrder("ended SILENT", "13 e");
    }

    @Test
    void whenBothHaveEndedAnotherConnectionIsHandedOn() {
        HedgedFeed feed = inStep();
        legs[0].end(Cause.CLOSED);
        legs[1].bring(frame(11, "b")).end(Cause.CLOSED);
        assertThat(said(feed)).containsExactlyInAnyOrder("ended CLOSED", "11 b", "ended CLOSED");

        legs[0].open(null, DEFAULT).bring(frame(10, "a")).bring(frame(11, "b"));
        assertThat(said(feed)).containsExactly("opened 10", "11 b");
    }

    @Test
    void whoForgotWaitsForWhoRemembers() {
        HedgedFeed feed = atTen();
        legs[0].open().bring(frame(15, "d"));
        assertThat(said(feed)).containsExactly("opened 10");
        legs[1].open().bring(frame(10, "a")).bring(frame(12, "b")).bring(frame(15, "d"));

        assertThat(said(feed)).containsExactly("10 a", "12 b", "15 d");
        legs[1].end(Cause.CLOSED);
        legs[0].bring(frame(16, "e"));
        assertThat(said(feed)).containsExactlyInAnyOrder("ended CLOSED", "16 e");
    }

    @Test
    void waitsNoLongerForOneThatForgotAsWell() {
        HedgedFeed feed = atTen();
        legs[0].open().bring(frame(15, "d"));
        assertThat(said(feed)).containsExactly("opened 10");
        legs[1].open().bring(frame(17, "e"));

        assertThat(said(feed)).containsExactly("15 d");
        legs[0].bring(frame(17, "e"));
        assertThat(said(feed)).containsExactly("17 e");
    }

    @Test
    void waitsNoLongerForOneThatIsNotServed() {
        HedgedFeed feed = atTen();
        legs[0].open().bring(frame(15, "d"));
        legs[1].tell(new FeedItem.Disconnected(Cause.REFUSED, "403"));

        assertThat(said(feed)).containsExactlyInAnyOrder("opened 10", "ended REFUSED", "15 d");
    }

    @Test
    void waitsAWhileForOneThatSaysNothing() {
        HedgedFeed feed = atTen();
        legs[0].open().bring(frame(15, "d"));
        assertThat(said(feed)).containsExactly("opened 10");
        assertThat(alarms).containsExactly(Duration.ofSeconds(5).plusMillis(1));
        legs[1].open();
        assertThat(said(feed)).isEmpty();
        pass(Duration.ofMillis(500));

        assertThat(said(feed)).containsExactly("15 d");
    }

    @Test
    void whoWentAheadAloneGoesBackToWhatWasReached() {
        HedgedFeed feed = inStep();
        legs[1].end(Cause.CLOSED);
        legs[1].open(null, DEFAULT).bring(frame(20, "z")).end(Cause.CLOSED);
        assertThat(said(feed)).containsExactly("ended CLOSED");
        legs[0].end(Cause.CLOSED);
        assertThat(said(feed)).containsExactly("ended CLOSED", "opened 10");
        pass(Duration.ofSeconds(5));
        assertThat(said(feed)).containsExactly("20 z", "ended CLOSED");
    }

    @Test
    void whatAskedForMoreThanWasReachedGoesBack() {
        HedgedFeed feed = inStep();
        legs[1].end(Cause.CLOSED).bring(frame(20, "z")).open(null, DEFAULT);
        assertThat(said(feed)).containsExactly("ended CLOSED");
        legs[0].end(Cause.CLOSED);
        assertThat(said(feed)).containsExactly("ended CLOSED", "ended CLOSED");
        assertThat(legs[1].request()).isEqualTo(10);
        legs[1].open(null, DEFAULT).bring(frame(10, "a"));
        assertThat(said(feed)).containsExactly("opened 10", "10 a");
    }

    @Test
    void onlyAHeartbeatOfWhoHasAllIsHandedOn() {
        HedgedFeed feed = inStep();
        legs[0].bring(frame(11, "b"));
        legs[1].tell(new FeedItem.Heartbeat(1));
        assertThat(said(feed)).containsExactly("11 b");
        legs[1].bring(frame(11, "b")).tell(new FeedItem.Heartbeat(2));

        assertThat(said(feed)).containsExactly("heartbeat");
    }

    @Test
    void olderLinesAreHandedOnOnlyWhenNoneIsInStep() {
        HedgedFeed feed = atTen();
        legs[0].open().bring(frame(3, "old"));
        legs[1].open().bring(frame(4, "old"));
        assertThat(said(feed)).containsExactly("opened 10", "3 old");
        legs[1].bring(frame(10, "a"));
        assertThat(said(feed)).containsExactly("10 a");
        legs[0].bring(frame(5, "old"));

        assertThat(said(feed)).isEmpty();
    }

    @Test
    void bothGoBackToAnIndexWhenOrdered() {
        HedgedFeed feed = inStep();
        legs[0].bring(frame(11, "b"));
        said(feed);
        feed.reconnect(5, Cause.NAMESPACES);
        legs[1].bring(frame(11, "b"));

        assertThat(legs[0].request()).isEqualTo(5);
        assertThat(said(feed)).containsExactly("ended NAMESPACES", "ended NAMESPACES");
        legs[1].open(null, GROWN).bring(frame(5, "x")).bring(frame(11, "b"));
        legs[0].open(null, GROWN).bring(frame(5, "x")).bring(frame(11, "b"));
        assertThat(said(feed)).containsExactly("opened 5", "5 x", "11 b");
    }

    @Test
    void anOpeningFromBeforeAnOrderDoesNotCount() {
        HedgedFeed feed = inStep();
        legs[0].bring(frame(11, "b"));
        said(feed);
        legs[0].tell(new FeedItem.Opened("late", 11, null, DEFAULT, 0)).bring(frame(12, "c"));
        feed.reconnect(5, Cause.CLOSED);
        legs[0].open(null, DEFAULT).bring(frame(5, "x"));

        assertThat(said(feed)).containsExactly("ended CLOSED", "ended CLOSED", "opened 5", "5 x");
    }

    @Test
    void namespacesThatOneSeesAndTheOtherDoesNotAreTold() {
        HedgedFeed feed = inStep();
        legs[1].end(Cause.CLOSED).open(null, GROWN).bring(frame(10, "a")).bring(frame(12, "n"));

        assertThat(said(feed)).containsExactly("ended CLOSED", "grown {new=12}");
    }

    @Test
    void oneThatSeesFewerNamespacesLooksAgainAndIsThenBelieved() {
        HedgedFeed feed = atTen();
        legs[0].open(null, Map.of("default", 1L, "new", 8L)).bring(frame(10, "a"));
        said(feed);
        legs[1].open(9, DEFAULT).bring(frame(10, "a")).bring(frame(11, "b"));
        assertThat(said(feed)).containsExactly("ended NAMESPACES");
        legs[1].open(9, DEFAULT).bring(frame(10, "a")).bring(frame(11, "b"));

        assertThat(said(feed))
                .as("the other, which sees what was deleted, looks again, too")
                .containsExactly("deleted [new]", "ended NAMESPACES", "11 b");
    }

    @Test
    void aListFromBeforeTheCreationTellsOfNoDeletion() {
        HedgedFeed feed = hedge(new Start.Resume(Position.whole(20), Set.of()));
        legs[0].open(null, GROWN).bring(frame(20, "a"));
        said(feed);
        for (int i = 0; i < 3; i++) {
            legs[1].open(9, DEFAULT).bring(frame(20, "a"));
            assertThat(said(feed)).containsExactly("ended NAMESPACES");
        }
    }

    @Test
    void aNamespaceIsDeletedOnlyWhenTheOtherHasBroughtWhatHappenedInIt() {
        HedgedFeed feed = atTen();
        legs[0].open(null, GROWN).bring(frame(10, "a"));
        legs[1].open(12, DEFAULT).bring(frame(10, "a")).bring(frame(15, "c"));
        said(feed);
        legs[1].open(12, DEFAULT).bring(frame(10, "a")).bring(frame(15, "c"));
        assertThat(said(feed)).containsExactly("ended NAMESPACES");
        legs[0].bring(frame(11, "b")).bring(frame(15, "c"));
        assertThat(said(feed)).containsExactly("11 b", "15 c");
        legs[1].open(12, DEFAULT).bring(frame(10, "a")).bring(frame(15, "c"));
        legs[1].open(12, DEFAULT).bring(frame(10, "a")).bring(frame(15, "c"));

        assertThat(said(feed)).contains("deleted [new]");
    }

    @Test
    void whatOnlyOneShowsIsNotHandedOn() {
        HedgedFeed feed = inStep();
        legs[0].bring(Frames.in("new", 12, "n"));
        legs[1].bring(frame(13, "b"));
        assertThat(said(feed)).containsExactly("13 b");
        legs[0].tell(new FeedItem.Grown(Map.of("new", 12L)));

        assertThat(said(feed)).containsExactly("grown {new=12}");
    }

    @Test
    void aLineThatIsNoFrameCostsOnlyItsConnection() {
        HedgedFeed feed = inStep();
        legs[0].tell(new FeedItem.Line("{\"Index\":".getBytes(StandardCharsets.UTF_8), 0, 0));
        legs[1].bring(frame(11, "b"));

        assertThat(said(feed)).containsExactlyInAnyOrder("ended MALFORMED", "11 b");
        legs[1].tell(new FeedItem.Line("nonsense".getBytes(StandardCharsets.UTF_8), 0, 0));
        assertThat(said(feed)).containsExactly("line");
    }

    @Test
    void oneThatFailsIsTriedAgainWhileTheOtherServes() {
        HedgedFeed feed = inStep();
        legs[0].tell(new FeedItem.Failed(new IOException("refused")));
        ScriptedLeg failed = legs[0];
        legs[1].bring(frame(11, "b"));
        assertThat(said(feed)).containsExactly("11 b");
        assertThat(failed.isClosed()).isTrue();
        pass(Duration.ofSeconds(6));
        said(feed);

        assertThat(made).hasSize(3);
        assertThat(legs[0].request()).isEqualTo(11);
        legs[0].tell(new FeedItem.Disconnected(Cause.REFUSED, ""));
        pass(Duration.ofSeconds(60));
        said(feed);
        assertThat(made).as("one at a time").hasSize(3);
        legs[1].tell(new FeedItem.Failed(new IOException("refused too")));
        assertThat(said(feed)).containsExactly("failed refused too");
    }
}
