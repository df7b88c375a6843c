package io.nomadflink.e2e;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An expression of Prometheus' query language, as far as alerts and dashboards use it: what it asks
 * for, and which labels its result has.
 */
sealed interface Promql {

    /** What an expression is worth at a moment. */
    enum Type {
        SCALAR,
        VECTOR,
        RANGE
    }

    Type type();

    Stream<Selector> selectors();

    /** Those that every series of the result has. */
    Set<String> labels(Scrape scrape);

    /**
     * @throws IllegalArgumentException for what is no expression, saying why
     */
    static Promql parse(String text) {
        return new PromqlParser(text).all();
    }

    /** A number, or a function that gives one. */
    record Scalar() implements Promql {
        @Override
        public Type type() {
            return Type.SCALAR;
        }

        @Override
        public Stream<Selector> selectors() {
            return Stream.of();
        }

        @Override
        public Set<String> labels(Scrape scrape) {
            return Set.of();
        }
    }

    /** A condition on a label: {@code =}, {@code !=}, {@code =~} or {@code !~}. */
    record LabelMatcher(String label, String operator, String value) {
        boolean matches(Scrape.Series series) {
            String found = series.labels().getOrDefault(label, "");
            boolean same =
                    operator.endsWith("~") ? Pattern.matches(value, found) : value.equals(found);
            return same != operator.startsWith("!");
        }
    }

    /** Series by name and labels, now or over a stretch of time. */
    record Selector(String metric, List<LabelMatcher> matchers, Type type) implements Promql {
        @Override
        public Stream<Selector> selectors() {
            return Stream.of(this);
        }

        Stream<Scrape.Series> found(Scrape scrape) {
            return scrape.of(metric)
                    .filter(series -> matchers.stream().allMatch(m -> m.matches(series)));
        }

        @Override
        public Set<String> labels(Scrape scrape) {
            Set<String> common = new TreeSet<>();
            found(scrape).findFirst().ifPresent(series -> common.addAll(series.labels().keySet()));
            found(scrape).forEach(series -> common.retainAll(series.labels().keySet()));
            return common;
        }
    }

    /** A function of one vector that keeps its labels. */
    record Call(String function, Promql argument) implements Promql {
        @Override
        public Type type() {
            return Type.VECTOR;
        }

        @Override
        public Stream<Selector> selectors() {
            return argument.selectors();
        }

        @Override
        public Set<String> labels(Scrape scrape) {
            return function.equals("absent") ? Set.of() : argument.labels(scrape);
        }
    }

    /** One value for each combination of some labels. */
    record Aggregation(Set<String> by, Promql of) implements Promql {
        @Override
        public Type type() {
            return Type.VECTOR;
        }

        @Override
        public Stream<Selector> selectors() {
            return of.selectors();
        }

        @Override
        public Set<String> labels(Scrape scrape) {
            return by;
        }
    }

    /** Two expressions joined by an operator; the labels of the result are those of both. */
    record Joined(String operator, Promql left, Promql right) implements Promql {
        @Override
        public Type type() {
            boolean scalar = left.type() == Type.SCALAR && right.type() == Type.SCALAR;
            return scalar ? Type.SCALAR : Type.VECTOR;
        }

        @Override
        public Stream<Selector> selectors() {
            return Stream.concat(left.selectors(), right.selectors());
        }

        @Override
        public Set<String> labels(Scrape scrape) {
            Set<String> labels = new TreeSet<>((vectors() ? left : vector()).labels(scrape));
            if (vectors()) {
                labels.retainAll(right.labels(scrape));
            }
            return labels;
        }

        private boolean vectors() {
            return left.type() == Type.VECTOR && right.type() == Type.VECTOR;
        }

        private Promql vector() {
            return left.type() == Type.VECTOR ? left : right;
        }
    }

    /** Whatever aggregates, here or within. */
    static Stream<Aggregation> aggregations(Promql expression) {
        if (expression instanceof Aggregation one) {
            return Stream.concat(Stream.of(one), aggregations(one.of()));
        }
        if (expression instanceof Call call) {
            return aggregations(call.argument());
        }
        return expression instanceof Joined joined
                ? Stream.concat(aggregations(joined.left()), aggregations(joined.right()))
                : Stream.of();
    }
}
