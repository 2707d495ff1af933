import com.fasterxml.jackson.databind.ObjectMapper;
import io.sapl.api.pdp.AuthorizationDecision;
import io.sapl.pdp.PolicyDecisionPointFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The D.C. questions in SAPL, decided by its embedded decision point. Everything but the decision is done before the clock starts: the
 * policies are parsed, every subscription is built, the virtual machine is warm. The clock sees decideOnce and the reading of its answer.
 */
public final class PeerSapl {

    private PeerSapl() {
    }

    public static void main(String[] words) throws IOException {
        var options = new LinkedHashMap<String, String>();
        String path = null;
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("--") && i + 1 < words.length) {
                options.put(words[i], words[++i]);
            } else {
                path = words[i];
            }
        }
        if (path == null || !options.containsKey("--policies")) {
            System.err.println("usage: PeerSapl --policies DIR [--answers FILE] [--norms FILE] [--rounds N] CASES");
            System.exit(2);
        }
        var cases = Cases.read(Path.of(path));
        var policies = new Policies(Path.of(options.get("--policies")));
        var subscriptions = cases.subscriptions();
        var whole = policies.whole();
        IntFunction<AuthorizationDecision> decide = i -> whole.decideOnce(subscriptions.get(i)).block();
        var withoutNorms = policies.rulingsAlone();
        IntFunction<AuthorizationDecision> alone = i -> withoutNorms.decideOnce(subscriptions.get(i)).block();
        // The caller that picks the action's own policies before it asks, at no cost: the least that SAPL can be made to do.
        var byAction = policies.byAction();
        var points = cases.actions().stream().map(byAction::get).toList();
        IntFunction<AuthorizationDecision> part = i -> points.get(i).decideOnce(subscriptions.get(i)).block();

        var decisions = IntStream.range(0, cases.size()).mapToObj(decide).toList();
        var rulings = decisions.stream().map(Answer::ruling).toList();
        var norms = decisions.stream().map(Answer::names).toList();
        for (int i = 0; i < cases.size(); i++) {
            if (!Answer.ruling(alone.apply(i)).equals(rulings.get(i)) || !Answer.names(part.apply(i)).equals(norms.get(i))) {
                throw new IllegalStateException("case " + (i + 1) + ": a part of the policies decides it otherwise");
            }
        }
        write(options.get("--answers"), rulings);
        write(options.get("--norms"), norms);
        var clock = new Clock(cases.size(), Integer.parseInt(options.getOrDefault("--rounds", "21")));
        var line = figures(clock, decide);
        for (var ruling : List.of("permitted", "forbidden", "silent")) {
            line.put(ruling, rulings.stream().filter(ruling::equals).count());
        }
        line.put("ns_policies_by_action", clock.inRounds(part)[clock.rounds() / 2]);
        line.put("ns_rulings_alone", clock.inRounds(alone)[clock.rounds() / 2]);
        System.out.println(new ObjectMapper().writeValueAsString(line));
    }

    private static Map<String, Object> figures(Clock clock, IntFunction<AuthorizationDecision> decide) throws IOException {
        var rounds = clock.inRounds(decide);
        var each = clock.oneByOne(decide);
        var line = new LinkedHashMap<String, Object>();
        line.put("engine", "sapl");
        line.put("version", version());
        line.put("java", System.getProperty("java.version"));
        line.put("ns_per_decision", rounds[rounds.length / 2]);
        line.put("ns_best_round", rounds[0]);
        line.put("ns_worst_round", rounds[rounds.length - 1]);
        line.put("p50_ns", each[each.length / 2]);
        line.put("p99_ns", each[each.length * 99 / 100]);
        line.put("cases", clock.cases());
        line.put("rounds", clock.rounds());
        return line;
    }

    /** The version that SAPL's own archive names. */
    private static String version() throws IOException {
        var properties = new Properties();
        try (var file = PolicyDecisionPointFactory.class.getResourceAsStream("/META-INF/maven/io.sapl/sapl-pdp-embedded/pom.properties")) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }

    private static void write(String path, List<String> lines) throws IOException {
        if (path != null) {
            Files.write(Path.of(path), lines);
        }
    }
}
