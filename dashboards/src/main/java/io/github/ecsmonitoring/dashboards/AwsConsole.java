package io.github.ecsmonitoring.dashboards;

/**
 * URLs of the AWS console. Regions, ids and filters may be Grafana's variables.
 *
 * @param region the region whose console opens
 */
record AwsConsole(String region) {
    private static final String LINE = "*0a*7c*20";

    /** The console of the region in the column "Region" of the same row of a table. */
    static AwsConsole ofRow() {
        return new AwsConsole(column("Region"));
    }

    /** The value in another column of the same row of a table. */
    static String column(String title) {
        return "${__data.fields[\"" + title + "\"]}";
    }

    /** The page of a running or recently stopped task. */
    String task(String cluster, String task) {
        return host() + "/ecs/v2/clusters/" + cluster + "/tasks/" + task + "/configuration?region=" + region;
    }

    /** The page of an EC2 instance. */
    String instance(String instance) {
        return host() + "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + instance;
    }

    /**
     * CloudWatch Logs Insights with a query for the log streams of a task within the dashboard's time range. The driver
     * awslogs ends the names of streams with the task's id.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html">log stream
     *     names</a>
     */
    String logs(String task) {
        String query =
                "fields*20*40timestamp*2c*20*40logStream*2c*20*40message" + LINE + "filter*20*40logStream*20like*20*22"
                        + task + "*22" + LINE + "sort*20*40timestamp*20desc" + LINE + "limit*20500";
        // "$3F" and "$3D" are the console's "?" and "=", "*20" its "%20"; "~(…)" is an object.
        return host() + "/cloudwatch/home?region=" + region + "#logsV2:logs-insights$3FqueryDetail$3D~("
                + "end~'${__to:date:iso}~start~'${__from:date:iso}~timeType~'ABSOLUTE~tz~'UTC~editorString~'" + query
                + ")";
    }

    private String host() {
        return "https://" + region + ".console.aws.amazon.com";
    }
}
