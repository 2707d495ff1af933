import com.fasterxml.jackson.databind.JsonNode;
import io.sapl.api.pdp.AuthorizationDecision;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A decision read: the ruling and how many norms made it, which is all that is done under the clock; their names when asked. */
final class Answer {

    private Answer() {
    }

    static String ruling(AuthorizationDecision decision) {
        return switch (decision.getDecision()) {
            case PERMIT -> "permitted";
            case DENY -> "forbidden";
            case NOT_APPLICABLE -> "silent";
            default -> throw new IllegalStateException("a policy failed: " + decision);
        };
    }

    static int norms(AuthorizationDecision decision) {
        var obligations = decision.getObligations();
        return obligations.isPresent() ? obligations.get().size() : 0;
    }

    /** The norms' names, sorted, with a space between. */
    static String names(AuthorizationDecision decision) {
        var obligations = decision.getObligations().stream().flatMap(all -> StreamSupport.stream(all.spliterator(), false));
        return obligations.map(JsonNode::asText).sorted().collect(Collectors.joining(" "));
    }
}
