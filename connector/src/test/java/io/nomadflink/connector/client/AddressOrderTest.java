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

    @Test
    void twoOfAPairAreNeverAtTheSameServer() {
        Addresses first = Addresses.ofPair(THREE, 1);
        Addresses second = first.beside();
        assertThat(first.beside()).isSameAs(second);
        assertThat(first.current() + second.current()).isEqualTo("bc");
        first.failed();
        assertThat(first.current()).isEqualTo("a");
        second.failed();
        assertThat(second.current()).isEqualTo("b");
        assertThat(first.count()).isEqualTo(2);

        Addresses of = Addresses.ofPair(List.of("a", "b"), 0);
        of.failed();
        assertThat(of.current()).as("alone it may go anywhere").isEqualTo("b");
        Addresses beside = of.beside();
        of.failed();
        beside.failed();
        assertThat(of.current() + beside.current()).isEqualTo("ba");
    }
}
