package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.alerting.CloudWatchAlarm.DataPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of CloudWatch's documentation for 3 of 3 periods and a range of 5, missing data breaching: {@code 0} is
 * not breaching, {@code X} breaching, {@code -} missing, the oldest first.
 */
class CloudWatchAlarmTest {
    @ParameterizedTest
    @CsvSource({
        "0 - X - X, false",
        "0 - - - -, false",
        "- - - - -, true",
        "0 X X - X, true",
        "- - X - -, true",
        "0 X X X X, true",
        "X X X X 0, false",
    })
    void evaluatesTheExamplesOfTheDocumentation(String points, boolean alarm) {
        CloudWatchAlarm threeOfThree = new CloudWatchAlarm(60, 3, 3, 1, false, 2);
        assertThat(threeOfThree.isAlarm(data(points), 300)).isEqualTo(alarm);
    }

    private static List<DataPoint> data(String points) {
        List<DataPoint> data = new ArrayList<>();
        String[] all = points.split(" ");
        for (int i = 0; i < all.length; i++) {
            if (!all[i].equals("-")) {
                data.add(new DataPoint(i * 60L, all[i].equals("X") ? 0 : 1, 0));
            }
        }
        return data;
    }
}
