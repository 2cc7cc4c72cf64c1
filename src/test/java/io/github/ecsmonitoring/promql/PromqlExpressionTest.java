package io.github.ecsmonitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlExpressionTest {
    @Test
    void findsMetricsAndLabels() {
        PromqlExpression expression = Promql.parse("""
                clamp_min(1 - avg without (cpu) (rate(node_cpu_seconds_total{job="node",mode=~"idle|iowait"}[5m] offset 10m)), 0)
                  and on (account_id, instance) up{region=~"eu-.*"} == 1
                  or service:targets_up:count * ignoring (team) group_left (owner) {"app.info", 'app.name'="x"} > 4e2
                """);
        assertThat(expression.metrics())
                .containsExactly("app.info", "node_cpu_seconds_total", "service:targets_up:count", "up");
        assertThat(expression.labels())
                .containsExactlyInAnyOrder(
                        "account_id", "app.name", "cpu", "instance", "job", "mode", "owner", "region", "team");
        assertThat(expression.type()).isEqualTo(PromqlType.INSTANT_VECTOR);
    }

    @Test
    void keywordsAndFunctionsCanBeNamesOfMetrics() {
        assertThat(Promql.parse("sum + rate{by=\"x\"} / and and offset offset 5m")
                        .metrics())
                .containsExactly("and", "offset", "rate", "sum");
    }

    @Test
    void aSelectorMayMatchManyNames() {
        PromqlSelector selector = Promql.parse("count({__name__=~\"node_.*\", __name__!=\"node_load1\"})")
                .selectors()
                .get(0);
        assertThat(selector.metric()).isEmpty();
        assertThat(selector.selects("node_load5")).isTrue();
        assertThat(selector.selects("node_load1")).isFalse();
        assertThat(selector.selects("up")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1 + 2             ; a scalar",
                "scalar(up)        ; a scalar",
                "(time())          ; a scalar",
                "1 + up            ; an instant vector",
                "up > bool 1       ; an instant vector",
                "-sum(up)          ; an instant vector",
                "up[5m] offset 1h  ; a range vector",
                "sum(up)[1h:5m]    ; a range vector",
                "'\"up\"'          ; a string",
            })
    void hasAType(String expression, String type) {
        assertThat(Promql.parse(expression).type()).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "~~                        ; at character 1: unexpected the end of the expression, expected an expression",
                "rate(up[5m)               ; at character 11: unexpected \")\", expected \":\" or \"]\"",
                "rate(up)                  ; at character 6: argument 1 of rate must be a range vector, got an instant vector (a range such as [5m] is missing)",
                "rate(sum(up))             ; at character 6: argument 1 of rate must be a range vector, got an instant vector",
                "rate(sum(up)[5m])         ; at character 13: a range such as [5m] must follow a selector, and any other expression needs a subquery such as [5m:]",
                "round(up, 1, 2)           ; at character 1: round must have 1 to 2 arguments, got 3",
                "label_join(up)            ; at character 1: label_join must have at least 3 arguments, got 1",
                "sum(up                    ; at character 7: unexpected the end of the expression, expected an operator, \",\" or \")\"",
                "sum(up))                  ; at character 8: unexpected \")\", expected an operator or the end of the expression",
                "sum by job (up)           ; at character 8: unexpected word \"job\", expected \"(\"",
                "topk(up, 5)               ; at character 6: argument 1 of topk must be a scalar, got an instant vector",
                "rat(up[5m])               ; at character 1: unknown function \"rat\"",
                "mad_over_time(up[5m])     ; at character 1: function mad_over_time is experimental in Prometheus and not enabled",
                "holt_winters(up[5m],1,1)  ; at character 1: function holt_winters was replaced by the experimental double_exponential_smoothing in Prometheus 3",
                "up{job=node}              ; at character 8: unexpected word \"node\", expected a string",
                "up{job=\"node}            ; at character 8: a string is not closed",
                "up{job~\"node\"}          ; at character 7: unexpected character \"~\", expected a label, a matcher such as job=\"node\", or \"}\"",
                "up{job=~\"(\"}            ; at character 9: the value of label job must be a regular expression in RE2 syntax, got \"(\": missing closing )",
                "{job=~\".*\"}             ; at character 1: a selector must have a name, or a matcher that a series without the label fails",
                "up{__name__=\"x\"}        ; at character 1: the name of metric up is set twice",
                "up[5]m                    ; at character 6: unexpected word \"m\", expected an operator or the end of the expression",
                "up[5x]                    ; at character 4: \"5x\" must be a number, or a duration such as 30s, 5m or 1h30m",
                "up[0s]                    ; at character 4: a range must be longer than 0",
                "(up) offset 5m            ; at character 6: offset must follow a selector, a range or a subquery",
                "up offset 1m offset 2m    ; at character 14: offset must be set once only",
                "up @ now                  ; at character 6: unexpected word \"now\", expected a Unix time in seconds, start() or end()",
                "1 == 1                    ; at character 3: a comparison of two scalars needs bool, as in 1 == bool 2",
                "up and 1                  ; at character 4: both operands of \"and\" must be instant vectors",
                "up + bool up              ; at character 4: bool is for comparisons only, got it after \"+\"",
                "up + up[5m]               ; at character 6: an operand of \"+\" must be an instant vector or a scalar, got a range vector",
                "a and on(x) group_left b  ; at character 3: group_left and group_right are not allowed for \"and\"",
                "a * on(x) group_left(x) b ; at character 3: label \"x\" must not be both in on (…) and in group_left or group_right (…)",
                "${job}                    ; at character 1: unexpected character \"$\"",
            })
    void saysWhatIsWrongAndWhere(String expression, String message) {
        assertThatThrownBy(() -> Promql.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void countsLinesOfALongExpression() {
        assertThatThrownBy(() -> Promql.parse("""
                sum by (service) (
                  rate(orders_total[5m)
                )
                """))
                .hasMessage("at line 2, character 23: unexpected \")\", expected \":\" or \"]\"");
    }

    @Test
    void deeplyNestedExpressionsDoNotOverflowTheStack() {
        assertThat(Promql.parse("(".repeat(150) + "up" + ")".repeat(150)).metrics())
                .containsExactly("up");
        assertThatThrownBy(() -> Promql.parse("(".repeat(100_000)))
                .hasMessage("at character 201: more than 200 nested expressions");
        assertThatThrownBy(() -> Promql.parse("-".repeat(100_000) + "1"))
                .hasMessage("at character 201: more than 200 nested expressions");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5m,300000", "1h30m,5400000", "1d,86400000", "1y2w3d4h5m6s7ms,33019506007", "0s,0"})
    void durationsHaveUnitsInDescendingOrder(String text, long millis) {
        assertThat(PrometheusDuration.millis(text)).contains(millis);
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "30m1h", "1.5h", "5 m", "-5m", "5M", "293y", "99999999999999999999s", "m"})
    void otherTextIsNoDuration(String text) {
        assertThat(PrometheusDuration.millis(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "1,1ms", "60000,1m", "5400000,1h30m", "86400000,1d", "90061001,1d1h1m1s1ms"})
    void formatsDurations(long millis, String text) {
        assertThat(PrometheusDuration.format(millis)).isEqualTo(text);
    }
}
