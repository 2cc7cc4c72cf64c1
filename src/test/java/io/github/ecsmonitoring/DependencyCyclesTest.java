package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyCyclesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Ref\": \"A\"}",
                "{\"Fn::GetAtt\": [\"A\", \"Arn\"]}",
                "{\"Fn::GetAtt\": \"A.Arn\"}",
                "{\"Fn::Sub\": \"arn:${AWS::Partition}:${A.Arn}\"}",
                "{\"Fn::Sub\": [\"${A}\", {}]}",
                "{\"Fn::Join\": [\"\", [\"x\", {\"Ref\": \"A\"}]]}",
            })
    void findsACycleThroughEachKindOfReference(String reference) throws Exception {
        assertThat(cycle("""
            {"Resources": {
              "A": {"Type": "T", "DependsOn": "B"},
              "B": {"Type": "T", "Properties": {"Name": %s}}
            }}""".formatted(reference))).hasToString("[A, B, A]");
    }

    @Test
    void findsACycleOfThreeResources() throws Exception {
        assertThat(cycle("""
            {"Resources": {
              "A": {"Type": "T", "DependsOn": ["B", "D"]},
              "B": {"Type": "T", "DependsOn": ["C"]},
              "C": {"Type": "T", "DependsOn": ["A"]},
              "D": {"Type": "T"}
            }}""")).hasToString("[A, B, C, A]");
    }

    @Test
    void findsNoCycleInADiamond() throws Exception {
        assertThat(cycle("""
            {"Resources": {
              "A": {"Type": "T", "DependsOn": ["B", "C"]},
              "B": {"Type": "T", "DependsOn": "D"},
              "C": {"Type": "T", "Properties": {"Parameter": {"Ref": "P"}, "D": {"Ref": "D"}}},
              "D": {"Type": "T"}
            }}""")).hasToString("[]");
    }

    private static Object cycle(String template) throws Exception {
        return DependencyCycles.find(DependencyCycles.ofTemplate(Synth.map(Synth.JSON.readValue(template, Map.class))));
    }
}
