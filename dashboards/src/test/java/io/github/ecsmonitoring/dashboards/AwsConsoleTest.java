package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwsConsoleTest {
    private final AwsConsole console = new AwsConsole("eu-west-1");

    @Test
    void linksToTheTaskInTheEcsConsole() {
        assertThat(console.task("shop", "0ab1c2d3e4f5"))
                .isEqualTo(
                        "https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/shop/tasks/0ab1c2d3e4f5/configuration?region=eu-west-1");
    }

    @Test
    void linksToTheInstanceInTheEc2Console() {
        assertThat(console.instance("i-0123456789abcdef0"))
                .isEqualTo(
                        "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0123456789abcdef0");
    }

    @Test
    void queriesTheLogStreamsOfTheTaskWithinTheTimeRange() {
        String url = console.logs("0ab1c2d3e4f5");
        assertThat(url)
                .startsWith(
                        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights$3FqueryDetail$3D~(")
                .contains("end~'${__to:date:iso}~start~'${__from:date:iso}~timeType~'ABSOLUTE");
        assertThat(decoded(url.substring(url.indexOf("editorString~'") + "editorString~'".length(), url.length() - 1)))
                .isEqualTo("""
                        fields @timestamp, @logStream, @message
                        | filter @logStream like "0ab1c2d3e4f5"
                        | sort @timestamp desc
                        | limit 500""");
    }

    /** The console's strings have "*" and two hexadecimal digits for other characters than letters and digits. */
    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '*') {
                decoded.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }

    @Test
    void ofARowOpensTheConsoleOfTheRowsRegion() {
        assertThat(AwsConsole.ofRow().instance(AwsConsole.column("Instance")))
                .isEqualTo(
                        "https://${__data.fields[\"Region\"]}.console.aws.amazon.com/ec2/home?region=${__data.fields[\"Region\"]}"
                                + "#InstanceDetails:instanceId=${__data.fields[\"Instance\"]}");
    }
}
