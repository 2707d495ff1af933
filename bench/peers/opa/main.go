// The D.C. questions in Rego, decided by OPA as a library. Everything but the decision is done before the clock starts: the policy is
// compiled into a prepared query, every input is parsed into OPA's own values, a transaction and a cancel switch are opened once for all.
// The clock sees Eval and the reading of its result: which norms forbid and which permit, and the ruling that follows.
package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/version"
)

//go:embed dc.rego
var policy string

type question struct {
	At     string         `json:"at"`
	Action string         `json:"action"`
	Facts  map[string]any `json:"facts"`
}

func main() {
	answers := flag.String("answers", "", "write one ruling a line to this `file`")
	normsOut := flag.String("norms", "", "write the norms that decided, one case a line, to this `file`")
	rounds := flag.Int("rounds", 21, "how often all cases are decided under the clock")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: peer-opa [--answers FILE] [--norms FILE] [--rounds N] CASES")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	inputs := readCases(flag.Arg(0))
	decide := prepare("data.dc.answer")
	rulings, norms := make([]string, len(inputs)), make([]string, len(inputs))
	for i, input := range inputs {
		word, by := read(decide(input))
		rulings[i], norms[i] = word, names(by)
	}
	writeLines(*answers, rulings)
	writeLines(*normsOut, norms)
	timed := func(input ast.Value) { read(decide(input)) }
	full, each := inRounds(*rounds, inputs, timed), oneByOne(inputs, timed)
	line := map[string]any{
		"engine": "opa", "version": version.Version,
		"ns_per_decision": full[len(full)/2], "ns_best_round": full[0], "ns_worst_round": full[len(full)-1],
		"p50_ns": each[len(each)/2], "p99_ns": each[len(each)*99/100], "cases": len(inputs), "rounds": *rounds,
	}
	for _, name := range []string{"permitted", "forbidden", "silent"} {
		line[name] = count(rulings, name)
	}
	text, err := json.Marshal(line)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}

// readCases parses every case into the value that OPA evaluates, with the instant as seconds since 1970 UTC.
func readCases(path string) []ast.Value {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var inputs []ast.Value
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		at, err := time.Parse(time.RFC3339, q.At)
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		input := map[string]any{"action": q.Action, "at": at.Unix(), "facts": q.Facts}
		inputs = append(inputs, ast.MustInterfaceToValue(input))
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	if len(inputs) == 0 {
		log.Fatalf("%s holds no case", path)
	}
	return inputs
}

// prepare compiles a query. The evaluator that it returns reuses one read transaction and one cancel switch, so that OPA neither opens a
// transaction nor starts a goroutine for each decision, and gives the result as OPA's own value, so that nothing is converted for us.
func prepare(query string) func(ast.Value) ast.Value {
	ctx := context.Background()
	store := inmem.New()
	prepared, err := rego.New(rego.Query(query), rego.Module("dc.rego", policy), rego.Store(store)).PrepareForEval(ctx)
	if err != nil {
		log.Fatal(err)
	}
	transaction := storage.NewTransactionOrDie(ctx, store)
	options := []rego.EvalOption{
		rego.EvalTransaction(transaction),
		rego.EvalExternalCancel(topdown.NewCancel()),
		rego.EvalGenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) { return term.Value, nil }),
		nil,
	}
	return func(input ast.Value) ast.Value {
		options[3] = rego.EvalParsedInput(input)
		results, err := prepared.Eval(ctx, options...)
		if err != nil || len(results) != 1 {
			log.Fatalf("%v, %d results", err, len(results))
		}
		return results[0].Expressions[0].Value.(ast.Value)
	}
}

var forbidsKey, permitsKey = ast.StringTerm("forbids"), ast.StringTerm("permits")

// read gives the ruling and the norms that decided it: a prohibition prevails over a permission, and where there is neither, the law is
// silent.
func read(answer ast.Value) (string, ast.Set) {
	object := answer.(ast.Object)
	if forbids := object.Get(forbidsKey).Value.(ast.Set); forbids.Len() > 0 {
		return "forbidden", forbids
	}
	permits := object.Get(permitsKey).Value.(ast.Set)
	if permits.Len() > 0 {
		return "permitted", permits
	}
	return "silent", permits
}

func names(norms ast.Set) string {
	var names []string
	for _, name := range norms.Slice() {
		names = append(names, string(name.Value.(ast.String)))
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func writeLines(path string, lines []string) {
	if path == "" {
		return
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
}

// inRounds gives the nanoseconds a decision, one figure a round, sorted.
func inRounds(rounds int, inputs []ast.Value, decide func(ast.Value)) []float64 {
	figures := make([]float64, rounds)
	for round := range figures {
		start := time.Now()
		for _, input := range inputs {
			decide(input)
		}
		figures[round] = math.Round(float64(time.Since(start).Nanoseconds())*10/float64(len(inputs))) / 10
	}
	slices.Sort(figures)
	return figures
}

// oneByOne gives the nanoseconds of each decision, sorted, for the spread; the clock itself costs some tens of nanoseconds a call.
func oneByOne(inputs []ast.Value, decide func(ast.Value)) []int64 {
	figures := make([]int64, len(inputs))
	for i, input := range inputs {
		start := time.Now()
		decide(input)
		figures[i] = time.Since(start).Nanoseconds()
	}
	slices.Sort(figures)
	return figures
}

func count(words []string, wanted string) int {
	n := 0
	for _, word := range words {
		if word == wanted {
			n++
		}
	}
	return n
}
