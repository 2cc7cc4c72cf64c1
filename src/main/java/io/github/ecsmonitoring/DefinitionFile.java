package io.github.ecsmonitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;
import software.constructs.Construct;

/**
 * An alert manager definition as a file beside the templates. What only the deployment knows is written as
 * {@code ${LogicalId}}, and an output of the stack has its value.
 *
 * @param name the file's name
 * @param outputs the outputs of the stack with the missing values
 */
record DefinitionFile(String name, Set<String> outputs) {
    private static final String OUTPUT = "Alerts";

    /** Writes the file when the app is synthesized. */
    static DefinitionFile write(Construct scope, String document) {
        Stack stack = Stack.of(scope);
        Set<String> outputs = new TreeSet<>();
        for (IResolvable token : Tokenization.reverseString(document).getTokens()) {
            reference(stack.resolve(token))
                    .filter(reference -> !reference.startsWith("AWS::"))
                    .map(reference -> OUTPUT + reference.replace(".", ""))
                    .filter(outputs::add)
                    .filter(output -> stack.getNode().tryFindChild(output) == null)
                    .ifPresent(output -> CfnOutput.Builder.create(stack, output)
                            .value(Token.asString(token))
                            .build());
        }
        String text = text(stack.resolve(document));
        String path =
                scope.getNode().getPath().substring(stack.getNode().getPath().length());
        String name = stack.getArtifactId() + path.replace('/', '.') + ".alert-manager.yaml";
        Path folder = Path.of(Stage.of(scope).getOutdir());
        scope.getNode().addValidation(() -> {
            write(folder, name, text);
            return List.of();
        });
        return new DefinitionFile(name, outputs);
    }

    private static void write(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of text, or of a Fn::Join of text and references, as the CDK resolves a text with tokens. */
    private static String text(Object resolved) {
        if (resolved instanceof Map<?, ?> function && function.get("Fn::Join") instanceof List<?> arguments) {
            return ((List<?>) arguments.get(1))
                    .stream().map(DefinitionFile::text).collect(Collectors.joining());
        }
        return reference(resolved).map(reference -> "${" + reference + "}").orElseGet(resolved::toString);
    }

    /** For example {@code Topic} or {@code Topic.Arn}; empty if it is no reference. */
    private static Optional<String> reference(Object resolved) {
        if (resolved instanceof Map<?, ?> ref && ref.get("Ref") instanceof String id) {
            return Optional.of(id);
        }
        return resolved instanceof Map<?, ?> function && function.get("Fn::GetAtt") instanceof List<?> path
                ? Optional.of(path.get(0) + "." + path.get(1))
                : Optional.empty();
    }

    /** The end of a message, which names the outputs with the values that are missing in the file. */
    String remedy() {
        return outputs.isEmpty() ? "" : ", with the values of the outputs " + String.join(", ", outputs);
    }
}
