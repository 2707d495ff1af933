import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sapl.api.pdp.AuthorizationSubscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The questions as SAPL's own values: the agency asks for an action; the facts are the resource, the instant the environment. */
record Cases(List<String> actions, List<AuthorizationSubscription> subscriptions) {

    static Cases read(Path path) throws IOException {
        var mapper = new ObjectMapper();
        var agency = TextNode.valueOf("mpd");
        var cases = new Cases(new ArrayList<>(), new ArrayList<>());
        for (var line : Files.readAllLines(path)) {
            if (line.isBlank()) {
                continue;
            }
            var told = mapper.readTree(line);
            var at = LongNode.valueOf(OffsetDateTime.parse(told.get("at").asText()).toEpochSecond());
            cases.actions.add(told.get("action").asText());
            cases.subscriptions.add(new AuthorizationSubscription(agency, told.get("action"), told.get("facts"), at));
        }
        if (cases.size() == 0) {
            throw new IOException(path + " holds no case");
        }
        return cases;
    }

    int size() {
        return subscriptions.size();
    }
}
