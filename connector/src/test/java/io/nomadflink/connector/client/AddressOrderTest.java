package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOrderTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void staysWithAServerUntilItFailsAndGoesRound() {
        Addresses addresses = new Addresses(THREE, 1);

        assertThat(addresses.current()).isEqualTo("b").isEqualTo(addresses.current());
        addresses.failed();
        assertThat(addresses.current()).isEqualTo("c");
        addresses.failed();
        assertThat(addresses.current()).isEqualTo("a");
    }

    @Test
    void beginsAnywhere() {
        assertThat(new Addresses(THREE, Integer.MIN_VALUE).current()).isIn(THREE);
        assertThat(new Addresses(THREE, -1).current()).isEqualTo("c");
        assertThat(new Addresses(THREE, 301).current()).isEqualTo("b");
    }
}
