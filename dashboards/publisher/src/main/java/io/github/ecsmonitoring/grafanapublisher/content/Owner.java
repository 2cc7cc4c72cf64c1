package io.github.ecsmonitoring.grafanapublisher.content;

/**
 * The owner of the content of a run, and the content of others that it replaces.
 *
 * @param name the stack's name with the path of the construct, such as {@code Shop/Monitoring/GrafanaContent}; up to
 *     300 characters in one line
 * @param overwritesEdited whether it replaces dashboards that a person edited, and content of all other owners
 * @param isNew whether it replaces content of other owners in its stack: a construct that was moved is created with its
 *     new path before it is deleted with the old one
 */
public record Owner(String name, boolean overwritesEdited, boolean isNew) {
    private static final int MAX_LENGTH = 300;

    /** @throws IllegalArgumentException if the name does not fit into the message of a version */
    public Owner {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.lines().count() != 1) {
            throw new IllegalArgumentException(
                    "owner must have 1 to " + MAX_LENGTH + " characters in one line, got \"" + name + "\"");
        }
    }

    /** True if it replaces content that was published with this name. */
    boolean replaces(String other) {
        return overwritesEdited || name.equals(other) || isNew && stack(name).equals(stack(other));
    }

    private static String stack(String name) {
        int end = name.indexOf('/');
        return end < 0 ? name : name.substring(0, end);
    }
}
