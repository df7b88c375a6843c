/** Ready-made deserializers and the Flink types of what they make. Nothing here needs Kryo. */
package io.nomadflink.connector.source.deserializer;
