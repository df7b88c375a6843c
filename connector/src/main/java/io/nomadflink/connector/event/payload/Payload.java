package io.nomadflink.connector.event.payload;

/** What an event tells of its object; one record per topic. */
public sealed interface Payload
        permits AclAuthMethod,
                AclBindingRule,
                AclPolicy,
                AclRole,
                AclToken,
                Allocation,
                CsiPlugin,
                CsiVolume,
                Deployment,
                Evaluation,
                HostVolume,
                Job,
                Node,
                NodePool,
                Operator,
                Service,
                UnknownPayload,
                Variable {}
