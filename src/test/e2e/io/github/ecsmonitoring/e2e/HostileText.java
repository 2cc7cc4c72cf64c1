package io.github.ecsmonitoring.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values of labels and annotations that break messages which are not escaped. */
final class HostileText {
    private HostileText() {}

    /** Values by the name of a label. */
    static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("backslashes", "C:\\temp\\new \\\" \\u0041 \\");
        labels.put("control", "bell\u0007 escape\u001b[31m delete\u007f next\u0085 tab\t");
        labels.put("lines", "first\nsecond\r\nthird\u2028fourth");
        labels.put("markup", "</script><b>&amp; *bold* <!channel> <@U123> `code`");
        labels.put("quotes", "\"double\" 'single' \"}],\"x\":[{");
        labels.put("template", "{{ .Status }} {{ end }} %s %d ${x} $1");
        labels.put("unicode", "größe 漢字 🚨 \u202eright to left");
        return labels;
    }

    /** 10,240 bytes, with a quote at each end. */
    static String tenKilobytes() {
        return "\"" + "0123456789".repeat(1024).substring(2) + "\"";
    }
}
