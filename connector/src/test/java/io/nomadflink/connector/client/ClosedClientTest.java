package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Requests of a client that another thread closes fail as requests do. */
class ClosedClientTest {
    private static final int ROUNDS = 800;
    private static final int REQUESTS = 4;
    private static final long STEP_NANOS = 5_000;

    private final Queue<RuntimeException> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void failWithAnIoExceptionAtWhateverMoment() throws Exception {
        try (NomadSimulator server = NomadSimulator.builder().start()) {
            for (int round = 0; round < ROUNDS; round++) {
                close(QuickClient.of(server.address()).client(), server.address(), round);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void close(NomadClient client, String address, int round) throws Exception {
        Thread[] threads = new Thread[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            threads[i] = new Thread(() -> request(client, address));
            threads[i].start();
        }
        LockSupport.parkNanos(round % 100 * STEP_NANOS);
        client.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void request(NomadClient client, String address) {
        try {
            while (true) {
                client.http().get(address, "/v1/namespaces");
            }
        } catch (IOException e) {
            // as it should
        } catch (RuntimeException e) {
            wrong.add(e);
        }
    }
}
