package io.nomadflink.jobs.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Takes secrets out of payloads and leaves their shape: below a member with one of the names, at
 * any depth, texts become {@value #REDACTED} and numbers 0; names, truth values, nulls and empty
 * texts stay. Other texts, messages of tasks and tags of services among them, lose what is secret
 * by its form: see {@link SecretText}. Pure.
 *
 * <p>What servers send (1.4 to 2.0.5): job specifications with environments, templates, driver
 * configurations, headers, scaling policies and meta; what volumes are made and mounted with;
 * {@code Job.ConsulToken} and {@code VaultToken} until 1.9.x; {@code Allocation.SignedIdentities},
 * live tokens, until 1.9.5; client secrets of ACL auth methods until 1.9.6.
 */
public final class Redaction {
    public static final String REDACTED = "[redacted]";

    /** Secret wherever they stand. */
    public static final Set<String> EVERYWHERE =
            Set.of(
                    "SignedIdentities",
                    "SecretID",
                    "Secrets",
                    "ConsulToken",
                    "VaultToken",
                    "OIDCClientSecret",
                    "OIDCClientAssertion",
                    "BoundTokenSecret",
                    "MountFlags",
                    "Parameters",
                    "Context",
                    "PublishContext",
                    "DriverState");

    /** Secret, or likely to hold a secret, in a job's specification and in topics unknown here. */
    public static final Set<String> IN_JOBS =
            Set.of(
                    "Env",
                    "EmbeddedTmpl",
                    "Config",
                    "Args",
                    "Command",
                    "Meta",
                    "CanaryMeta",
                    "Payload",
                    "GetterSource",
                    "GetterHeaders",
                    "GetterOptions",
                    "Header",
                    "Body",
                    "Policy");

    /** Name objects, so that the jobs and others need them as they are. */
    private static final Set<String> NAMES =
            Set.of("Name", "Namespace", "TaskGroup", "NodeName", "ServiceName", "Group", "Job");

    private static final Set<Topic> WITHOUT_SPECIFICATION =
            Set.of(
                    Topic.ALLOCATION,
                    Topic.EVALUATION,
                    Topic.DEPLOYMENT,
                    Topic.NODE,
                    Topic.NODE_POOL,
                    Topic.SERVICE,
                    Topic.ACL_TOKEN,
                    Topic.ACL_POLICY,
                    Topic.ACL_ROLE,
                    Topic.ACL_AUTH_METHOD,
                    Topic.ACL_BINDING_RULE,
                    Topic.HOST_VOLUME,
                    Topic.CSI_VOLUME,
                    Topic.CSI_PLUGIN,
                    Topic.VARIABLE,
                    Topic.OPERATOR);

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(10_000)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Redaction() {}

    /** The payload of an event without its secrets. */
    public static String payload(NomadEvent event) {
        return of(event.topic(), event.payloadJson());
    }

    /**
     * @param payload a JSON object such as {@code {"Job":{…}}}
     */
    public static String of(Topic topic, String payload) {
        boolean specification = !WITHOUT_SPECIFICATION.contains(topic);
        StringWriter out = new StringWriter(payload.length());
        try (JsonParser in = JSON.createParser(payload);
                JsonGenerator json = JSON.createGenerator(out)) {
            in.nextToken();
            value(in, json, specification, Kind.TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** How a text is treated. */
    private enum Kind {
        TEXT,
        NAME,
        SECRET
    }

    private static void value(JsonParser in, JsonGenerator out, boolean specification, Kind kind)
            throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                for (String name; (name = in.nextFieldName()) != null; ) {
                    out.writeFieldName(name);
                    in.nextToken();
                    boolean within = specification || name.equals("Job");
                    value(in, out, within, kind(name, within, kind));
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    value(in, out, specification, kind);
                }
                out.writeEndArray();
            }
            default -> scalar(in, out, kind);
        }
    }

    private static Kind kind(String name, boolean specification, Kind around) {
        if (around == Kind.SECRET
                || EVERYWHERE.contains(name)
                || specification && IN_JOBS.contains(name)) {
            return Kind.SECRET;
        }
        return name.endsWith("ID") || NAMES.contains(name) ? Kind.NAME : Kind.TEXT;
    }

    private static void scalar(JsonParser in, JsonGenerator out, Kind kind) throws IOException {
        if (kind == Kind.SECRET) {
            secret(in, out);
        } else if (kind == Kind.TEXT
                && in.currentToken() == JsonToken.VALUE_STRING
                && SecretText.isLikely(
                        in.getTextCharacters(), in.getTextOffset(), in.getTextLength())) {
            out.writeString(SecretText.without(in.getText()));
        } else {
            out.copyCurrentEventExact(in);
        }
    }

    private static void secret(JsonParser in, JsonGenerator out) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            out.writeString(in.getTextLength() == 0 ? "" : REDACTED);
        } else if (in.currentToken().isNumeric()) {
            out.writeNumber(0);
        } else {
            out.copyCurrentEvent(in);
        }
    }
}
