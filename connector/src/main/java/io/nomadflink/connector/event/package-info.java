/** What Nomad says: frames, events and topics. No I/O and no Flink runtime. */
package io.nomadflink.connector.event;
