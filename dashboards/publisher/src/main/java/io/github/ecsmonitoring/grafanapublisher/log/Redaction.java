package io.github.ecsmonitoring.grafanapublisher.log;

import java.util.regex.Pattern;

/** Replaces tokens of Grafana, signatures and credentials of AWS in a text. */
final class Redaction {
    private static final Pattern SECRETS = Pattern.compile("glsa_\\w+|eyJ[\\w=.-]{20,}"
            + "|(?<=(?i:Bearer|Basic) )[\\w=.+/-]+"
            + "|(?<=(?i:X-Amz-(?:Signature|Credential|Security-Token)=))[^&\\s\"]+"
            + "|(?<=(?i:Signature=|AWSAccessKeyId=))[^&\\s\"]+"
            + "|(?:AKIA|ASIA)[A-Z0-9]{12,}");

    private Redaction() {}

    static String of(String text) {
        return SECRETS.matcher(text).replaceAll("***");
    }
}
