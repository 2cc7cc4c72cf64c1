package io.github.ecsmonitoring.alerting;

import java.util.HashSet;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;

/** E-mail addresses, which subscribe to one topic. */
record EmailTarget(List<String> addresses) implements SnsTarget {
    private static final String ADDRESS = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

    EmailTarget {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an e-mail receiver must have at least one address, got none");
        }
        for (String address : addresses) {
            if (!Token.isUnresolved(address) && !address.matches(ADDRESS)) {
                throw new IllegalArgumentException(
                        "address of an e-mail receiver must look like oncall@example.com, got \"" + address + "\"");
            }
        }
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw new IllegalArgumentException("an e-mail receiver must have each address once, got " + addresses);
        }
    }

    @Override
    public String defaultName() {
        return "email-"
                + (Token.isUnresolved(addresses.get(0))
                        ? "address"
                        : addresses.get(0).replaceAll("[^A-Za-z0-9_.@+-]", "-"));
    }

    @Override
    public ITopic topic(Stack stack, String name) {
        return AlertTopics.of(stack)
                .topic(
                        name,
                        this,
                        topic -> addresses.forEach(address -> topic.addSubscription(new EmailSubscription(address))));
    }

    @Override
    public AlertMessage message() {
        return AlertMessage.TEXT;
    }
}
