package io.nomadflink.simulator;

/**
 * What one stream request asks for.
 *
 * @param topics topics and keys
 * @param namespace one namespace or {@code *}
 * @param index where to start
 * @param region the region asked, empty for the local one
 * @param secret the token's secret
 */
record Subscription(TopicKeys topics, String namespace, long index, String region, String secret) {

    static Subscription of(Request request) throws BadRequest {
        Query query = request.query();
        return new Subscription(
                TopicKeys.parse(query.all("topic")),
                query.namespace(),
                query.index(),
                query.first("region", ""),
                request.token());
    }

    boolean allNamespaces() {
        return namespace.equals("*");
    }

    boolean elsewhere(String localRegion) {
        return !region.isEmpty() && !region.equals(localRegion);
    }
}
