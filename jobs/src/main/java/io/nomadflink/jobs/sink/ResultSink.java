package io.nomadflink.jobs.sink;

import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/** Where the rows of the result tables go. */
public interface ResultSink extends Serializable {

    /**
     * Adds a sink for the rows of one table to the job.
     *
     * @param uid tells this sink from others in the job
     */
    void attach(Table table, DataStream<Row> rows, String uid);

    /** For logs and the job's description; without credentials. */
    String describe();
}
