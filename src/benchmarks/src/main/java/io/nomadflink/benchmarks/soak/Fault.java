package io.nomadflink.benchmarks.soak;

import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Restart;
import java.time.Duration;

/** What goes wrong now and then; after none of these anything may be missing. */
enum Fault {
    /** The connection breaks in the middle of a line. */
    CUT {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().cutNextLine();
        }
    },
    /** The server closes its streams. */
    CLOSE {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().closeAll();
        }
    },
    /** No byte for a while, then the end. */
    SILENCE {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().silence(SHORT);
        }
    },
    /** The job fails and goes on from its last checkpoint; that is done in its process. */
    JOB {
        @Override
        void happenTo(NomadSimulator nomad) {
            throw new IllegalStateException("not of the server");
        }
    },
    /** Streams are refused. */
    REFUSE {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().refuseStreams(500, SHORT);
            nomad.faults().closeAll();
        }
    },
    /** An agent that has lost its servers. */
    SERVERLESS {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().loseServer(SHORT);
            nomad.faults().closeAll();
        }
    },
    /** A slow network. */
    DRIP {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.faults().drip(100_000, SHORT);
        }
    },
    /** The server dies and another one starts in its place, having learnt what it missed. */
    STOP {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.stop();
            nomad.start();
        }
    },
    /** A cluster of one server is killed; its log is replayed into the buffer. */
    RESTART {
        @Override
        void happenTo(NomadSimulator nomad) {
            nomad.restart(Restart.replaying(SHORT));
        }
    };

    private static final Duration SHORT = Duration.ofSeconds(1);

    abstract void happenTo(NomadSimulator nomad);
}
