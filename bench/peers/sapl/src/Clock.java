import io.sapl.api.pdp.AuthorizationDecision;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Times a way to decide over all cases, in their order, after the virtual machine's compiler has had its time with it. */
record Clock(int cases, int rounds) {

    private static final long WARM_NANOSECONDS = 10_000_000_000L;
    private static final long WARM_DECISIONS = 100_000;

    /** What the loops found, kept so that the compiler cannot leave the loops out. */
    private static volatile long found;

    /** Nanoseconds a decision, one figure for each round, sorted. */
    double[] inRounds(IntFunction<AuthorizationDecision> decide) {
        warm(decide);
        var figures = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            all(decide);
            figures[round] = Math.round((System.nanoTime() - start) * 10.0 / cases) / 10.0;
        }
        Arrays.sort(figures);
        return figures;
    }

    /** The nanoseconds of each decision, sorted, for the spread; the clock itself costs some tens of nanoseconds a call. */
    long[] oneByOne(IntFunction<AuthorizationDecision> decide) {
        var figures = new long[cases];
        for (int i = 0; i < cases; i++) {
            long start = System.nanoTime();
            found += read(decide.apply(i));
            figures[i] = System.nanoTime() - start;
        }
        Arrays.sort(figures);
        return figures;
    }

    /** Some seconds and a hundred thousand decisions: a busy machine gives the compiler little of the seconds. */
    private void warm(IntFunction<AuthorizationDecision> decide) {
        long start = System.nanoTime();
        for (long decisions = 0; decisions < WARM_DECISIONS || System.nanoTime() - start < WARM_NANOSECONDS; decisions += cases) {
            all(decide);
        }
    }

    private void all(IntFunction<AuthorizationDecision> decide) {
        long sum = 0;
        for (int i = 0; i < cases; i++) {
            sum += read(decide.apply(i));
        }
        found += sum;
    }

    private static int read(AuthorizationDecision decision) {
        return Answer.ruling(decision).length() + Answer.norms(decision);
    }
}
