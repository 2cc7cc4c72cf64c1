package io.github.ecsmonitoring.exporter.http;

import java.time.LocalDate;

/**
 * The Date header, formatted once a second: {@code Sun, 06 Nov 1994 08:49:37 GMT}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.date">RFC 9110, Date</a>
 */
final class HttpDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int DAY = 24 * 60 * 60;

    private long second = Long.MIN_VALUE;
    private String text;

    synchronized String at(long unixSecond) {
        if (unixSecond != second) {
            text = format(unixSecond);
            second = unixSecond;
        }
        return text;
    }

    private static String format(long unixSecond) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(unixSecond, DAY));
        int time = Math.floorMod(unixSecond, DAY);
        StringBuilder out = new StringBuilder(29);
        out.append(DAYS[date.getDayOfWeek().getValue() - 1]).append(", ");
        twoDigits(out, date.getDayOfMonth())
                .append(' ')
                .append(MONTHS[date.getMonthValue() - 1])
                .append(' ')
                .append(date.getYear())
                .append(' ');
        twoDigits(out, time / 3600).append(':');
        twoDigits(out, time / 60 % 60).append(':');
        return twoDigits(out, time % 60).append(" GMT").toString();
    }

    private static StringBuilder twoDigits(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
