import com.fasterxml.jackson.databind.ObjectMapper;
import io.sapl.api.interpreter.Val;
import io.sapl.api.pdp.PolicyDecisionPoint;
import io.sapl.interpreter.InitializationException;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.pdp.PolicyDecisionPointFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The documents of dc.sapl and the settings of pdp.json, and decision points that hold them parsed. */
final class Policies {

    private static final Pattern TARGET = Pattern.compile("(?m)^for action == \"(\\w+)\"\n");
    private static final Pattern OBLIGATION = Pattern.compile("(?m)^obligation .*\n");

    private final List<String> documents;
    private final PolicyDocumentCombiningAlgorithm algorithm;
    private final Map<String, Val> variables = new HashMap<>();

    Policies(Path folder) throws IOException {
        var text = Files.readString(folder.resolve("dc.sapl")).replaceAll("(?m)^//.*\n", "");
        documents = Arrays.stream(text.split("(?m)^(?=set )")).filter(part -> !part.isBlank()).toList();
        var settings = new ObjectMapper().readTree(Files.readString(folder.resolve("pdp.json")));
        algorithm = PolicyDocumentCombiningAlgorithm.valueOf(settings.get("algorithm").asText());
        settings.get("variables").properties().forEach(one -> variables.put(one.getKey(), Val.of(one.getValue())));
    }

    /** All documents in one decision point, as an agency would deploy them. */
    PolicyDecisionPoint whole() {
        return point(documents);
    }

    /** The same without obligations: rulings come out of it, and no norms. */
    PolicyDecisionPoint rulingsAlone() {
        return point(documents.stream().map(document -> OBLIGATION.matcher(document).replaceAll("")).toList());
    }

    /** A decision point for each action, with the action's own document, which then need not name it. */
    Map<String, PolicyDecisionPoint> byAction() {
        return documents.stream().collect(Collectors.toMap(Policies::action, one -> point(List.of(TARGET.matcher(one).replaceFirst("")))));
    }

    private static String action(String document) {
        var target = TARGET.matcher(document);
        if (!target.find()) {
            throw new IllegalStateException("a set that names no action:\n" + document);
        }
        return target.group(1);
    }

    /** What cannot be parsed SAPL would keep and call itself inconsistent at each decision; that shows in the first answer. */
    private PolicyDecisionPoint point(List<String> held) {
        try {
            return PolicyDecisionPointFactory.fixedInRamPolicyDecisionPoint(held, algorithm, variables);
        } catch (InitializationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
