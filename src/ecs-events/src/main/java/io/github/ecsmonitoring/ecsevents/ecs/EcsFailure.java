package io.github.ecsmonitoring.ecsevents.ecs;

import io.github.ecsmonitoring.ecsevents.json.Fields;
import java.io.IOException;
import java.util.Map;

/** ECS answered with an error. */
public final class EcsFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String type;

    private EcsFailure(int status, String type, String message) {
        super("ECS answered DescribeServices with status " + status + ", " + type
                + (message.isEmpty() ? "" : ": " + message));
        this.type = type;
    }

    /** The type may have a prefix such as {@code com.amazonaws.ecs#}. The first letter of the message's key varies. */
    static EcsFailure of(int status, Map<String, Object> answer) {
        String type = Fields.text(answer, "__type").orElse("an error without a type");
        String message = Fields.text(answer, "message")
                .or(() -> Fields.text(answer, "Message"))
                .orElse("");
        return new EcsFailure(status, type.substring(type.indexOf('#') + 1), message);
    }

    /** For example {@code AccessDeniedException}. */
    public String type() {
        return type;
    }
}
