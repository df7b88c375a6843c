package io.nomadflink.jobs.cli;

/**
 * How several sinks stand in one value: a comma parts them only before the beginning of one, since
 * brokers, hosts, paths and URLs have commas, too. A list of a configuration file comes with line
 * ends, so that its elements stay as they are.
 */
final class SinkLists {
    static final String RESULTS =
            "\n|,(?=sqlite:|jdbc:postgresql:|kafka://|files:|webhook:|print(?:,|$))";

    static final String CAPTURE = "\n|,(?=kafka://|files:)";

    private SinkLists() {}

    /** What parts the elements of a list for an option that splits its value so. */
    static String separator(String splitRegex) {
        return splitRegex.startsWith("\n") ? "\n" : ",";
    }
}
