package io.github.ecsmonitoring.exporter.host;

/**
 * A pattern of file names: {@code *} stands for any characters, {@code [0-9]} for a digit, and everything else for
 * itself. Java's own patterns compile to regular expressions and refuse non-ASCII names in the locale "C".
 */
final class NameGlob {
    private static final String DIGIT = "[0-9]";

    private NameGlob() {}

    static boolean matches(String glob, String name) {
        return matches(glob, 0, name, 0);
    }

    private static boolean matches(String glob, int g, String name, int n) {
        if (g == glob.length()) {
            return n == name.length();
        }
        if (glob.charAt(g) == '*') {
            for (int end = name.length(); end >= n; end--) {
                if (matches(glob, g + 1, name, end)) {
                    return true;
                }
            }
            return false;
        }
        if (n == name.length()) {
            return false;
        }
        return glob.startsWith(DIGIT, g)
                ? isDigit(name.charAt(n)) && matches(glob, g + DIGIT.length(), name, n + 1)
                : glob.charAt(g) == name.charAt(n) && matches(glob, g + 1, name, n + 1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
