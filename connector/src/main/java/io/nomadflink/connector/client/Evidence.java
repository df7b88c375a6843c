package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The question what the tables of a subscription's topics say, while its answer is awaited. Used by
 * one thread.
 */
final class Evidence {
    private final NomadClient client;
    private final Subscription subscription;
    private final Runnable available;
    private CompletableFuture<OptionalLong> answer;

    /**
     * @param available called when there is an answer
     */
    Evidence(NomadClient client, Subscription subscription, Runnable available) {
        this.client = client;
        this.subscription = subscription;
        this.available = available;
    }

    /** Asks an agent about a position after a while; an earlier question no longer counts. */
    void ask(String address, long position, Duration delay) {
        cancel();
        answer = client.evidence(address, subscription, position, delay);
        answer.whenComplete((index, failure) -> available.run());
    }

    void cancel() {
        if (answer != null) {
            answer.cancel(false);
            answer = null;
        }
    }

    /** Whether a question was asked and its answer not taken. */
    boolean isPending() {
        return answer != null;
    }

    boolean isAnswered() {
        return answer != null && answer.isDone();
    }

    /** The answer, once. */
    OptionalLong take() {
        OptionalLong index = answer.getNow(OptionalLong.empty());
        answer = null;
        return index;
    }
}
