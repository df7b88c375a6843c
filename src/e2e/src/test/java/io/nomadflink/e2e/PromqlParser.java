package io.nomadflink.e2e;

import io.nomadflink.e2e.Promql.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the grammar of Prometheus 3, without subqueries, {@code @} and matching by labels. */
final class PromqlParser {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<duration>(?:\\d+(?:ms|[smhdwy]))+)\\b|(?<number>\\d+(?:\\.\\d+)?)"
                            + "|(?<name>[A-Za-z_:][\\w:]*)|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\""
                            + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%<>=(){}\\[\\],])|$)");

    /** From the loosest to the tightest. */
    private static final List<Set<String>> OPERATORS =
            List.of(
                    Set.of("or"),
                    Set.of("and", "unless"),
                    Set.of("==", "!=", "<", "<=", ">", ">="),
                    Set.of("+", "-"),
                    Set.of("*", "/", "%"));

    private static final Set<String> OF_VECTORS = Set.of("or", "and", "unless");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");

    /** What functions take. */
    private static final Map<String, Type> FUNCTIONS =
            Map.of(
                    "rate", Type.RANGE,
                    "increase", Type.RANGE,
                    "max_over_time", Type.RANGE,
                    "absent", Type.VECTOR);

    private final String text;
    private final Matcher tokens;
    private int end;

    PromqlParser(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
        next();
    }

    Promql all() {
        Promql expression = joined(0);
        require(token() == null, "the end");
        require(expression.type() != Type.RANGE, "a value for each moment");
        return expression;
    }

    private Promql joined(int level) {
        if (level == OPERATORS.size()) {
            return operand();
        }
        Promql left = joined(level + 1);
        while (token() != null && OPERATORS.get(level).contains(token())) {
            String operator = take();
            Promql right = joined(level + 1);
            require(left.type() != Type.RANGE && right.type() != Type.RANGE, "no stretch of time");
            require(
                    !OF_VECTORS.contains(operator)
                            || left.type() == Type.VECTOR && right.type() == Type.VECTOR,
                    "vectors beside " + operator);
            left = new Promql.Joined(operator, left, right);
        }
        return left;
    }

    private Promql operand() {
        if (tokens.group("number") != null) {
            take();
            return new Promql.Scalar();
        }
        if (isNext("(")) {
            return inParentheses();
        }
        require(tokens.group("name") != null, "an operand");
        String name = take();
        if (AGGREGATIONS.contains(name)) {
            return aggregation();
        }
        return isNext("(") ? call(name) : selector(name);
    }

    private Promql inParentheses() {
        expect("(");
        Promql inner = joined(0);
        expect(")");
        return inner;
    }

    private Promql aggregation() {
        Set<String> by = new TreeSet<>();
        if (isNext("by")) {
            take();
            by.addAll(names());
        }
        Promql of = inParentheses();
        require(of.type() == Type.VECTOR, "a vector to aggregate");
        return new Promql.Aggregation(by, of);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        expect("(");
        do {
            require(tokens.group("name") != null, "a label");
            names.add(take());
        } while (takeIf(","));
        expect(")");
        return names;
    }

    private Promql call(String function) {
        if (function.equals("time")) {
            expect("(");
            expect(")");
            return new Promql.Scalar();
        }
        require(FUNCTIONS.containsKey(function), "a known function instead of " + function);
        Promql argument = inParentheses();
        require(
                argument.type() == FUNCTIONS.get(function),
                "a " + FUNCTIONS.get(function) + " in " + function);
        return new Promql.Call(function, argument);
    }

    private Promql selector(String metric) {
        List<Promql.LabelMatcher> matchers = new ArrayList<>();
        if (takeIf("{")) {
            do {
                matchers.add(matcher());
            } while (takeIf(","));
            expect("}");
        }
        Type type = takeIf("[") ? range() : Type.VECTOR;
        if (takeIf("offset")) {
            duration();
        }
        return new Promql.Selector(metric, matchers, type);
    }

    private Promql.LabelMatcher matcher() {
        require(tokens.group("name") != null, "a label");
        String label = take();
        require(Set.of("=", "!=", "=~", "!~").contains(token()), "a comparison of a label");
        String operator = take();
        require(tokens.group("text") != null, "a text in quotes");
        return new Promql.LabelMatcher(label, operator, take());
    }

    private Type range() {
        duration();
        expect("]");
        return Type.RANGE;
    }

    private void duration() {
        require(tokens.group("duration") != null, "a duration");
        take();
    }

    /** The next word or sign without quotes; null at the end. */
    private String token() {
        for (String kind : List.of("duration", "number", "name", "sign", "text")) {
            if (tokens.group(kind) != null) {
                return tokens.group(kind);
            }
        }
        return null;
    }

    private boolean isNext(String word) {
        return word.equals(token()) && tokens.group("text") == null;
    }

    private boolean takeIf(String word) {
        boolean there = isNext(word);
        if (there) {
            take();
        }
        return there;
    }

    private void expect(String sign) {
        require(takeIf(sign), sign);
    }

    private String take() {
        String taken = token();
        require(taken != null, "more");
        next();
        return taken;
    }

    private void next() {
        tokens.region(end, text.length());
        if (!tokens.lookingAt()) {
            throw new IllegalArgumentException("not a word or sign at " + end + " of: " + text);
        }
        end = tokens.end();
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "expected " + what + " before position " + end + " of: " + text);
        }
    }
}
