/**
 * The listings really are programs: every Python one compiles in the interpreter it is written for, and a few of all kinds run to the
 * end that the simulation foretells. `GILGRILL_LISTINGS=all` runs all of them, and builds those in Go and Java, which takes minutes.
 *
 * Where an interpreter is missing its tests are skipped, with the reason in their names.
 */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarios } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { everyListing, type Written, written } from "./every.ts";
import { type Finished, finished, hasGo, hasJava, pythonOf, pythonWithGevent, said, saved } from "./interpreters.ts";

const IS_ALL = process.env.GILGRILL_LISTINGS === "all";
/** A listing that has not ended by then hangs; the longest of them takes less than two seconds. */
const LONGEST_MS = 15_000;

const PYTHON = runtimes.all.filter(({ python }) => python).map(({ id }) => id);
/** Compiles every file it is given by its JSON list of [name, source]; answers the names and the errors of those that do not. */
const COMPILE = `
import json, sys
bad = []
for name, source in json.load(sys.stdin):
    try:
        compile(source, "listing", "exec")
    except SyntaxError as error:
        bad.append("%s: line %s: %s" % (name, error.lineno, error.msg))
print(json.dumps(bad))
`;

test.each(PYTHON)("every listing compiles: %s", (model) => {
  const all = everyListing([model]);
  for (const version of new Set(all.map(({ listing }) => listing.version))) {
    // A build without the GIL has the same grammar; 3.14 adds nothing that a listing uses.
    const python = pythonOf(version) ?? (version === "3.14" ? pythonOf("3.13") : null) ?? pythonOf("3.12");
    if (python === null || (version === "2.7" && pythonOf("2.7") === null)) continue;
    const sources = all
      .filter(({ listing }) => listing.version === version)
      .map(({ scenario, listing }) => [scenario, listing.lines.join("\n")]);
    const { stdout } = spawnSync(python, ["-c", COMPILE], { input: JSON.stringify(sources), encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual([]);
  }
});

const pythons = new Map<string, string | null>();
const python = (version: string): string | null => {
  if (!pythons.has(version)) pythons.set(version, pythonOf(version));
  return pythons.get(version) ?? null;
};
const gevent = pythonWithGevent();
const go = hasGo();
const java = hasJava();

/** How a listing is run here, or why it cannot be. */
function commandFor({ model, listing }: Written): readonly string[] | string {
  if (model === "free-threaded") return `no CPython ${listing.version} without the GIL here`;
  if (model === "gevent") return gevent === null ? "no gevent here" : [gevent.command];
  if (listing.language === "go") return go ? ["go", "run"] : "no Go here";
  if (listing.language === "java") return java ? ["java"] : "no Java here";
  return python(listing.version) === null ? `no CPython ${listing.version} here` : [python(listing.version) ?? ""];
}

const changesFor = (model: string): readonly string[] =>
  model === "gevent" && gevent !== null ? [`python.version="${gevent.version}"`] : [];

async function run(program: Written): Promise<Finished> {
  const [command = "", ...given] = commandFor(program);
  return finished(command, [...given, saved(program.listing, `${program.model}-${program.scenario}`)], LONGEST_MS);
}

/** How a run of the real thing ended, in the words of a trace. */
function outcomeOf({ status, signal, stderr }: Finished): "completed" | "deadlocked" | "crashed" {
  if (status === 0) return "completed";
  if (stderr.includes("all goroutines are asleep") || stderr.includes("LoopExit")) return "deadlocked";
  return signal === "SIGKILL" ? "deadlocked" : "crashed";
}

function simulated({ workload, model }: Written): string {
  const trace = simulate(workload, runtimes.get(model));
  const end = trace.log.at(trace.log.length - 1);
  return end.kind === "run.ended" ? end.outcome : "";
}

/** Two who write as they please: their words may be mixed. */
const TWICE = /^(?=(?:.*?till in ann_and_bob:){2})(?=(?:.*?200){2})/s;

/** A sample that is quick: what is printed is certain, however the threads are scheduled. */
const SAMPLES: readonly (readonly [scenario: string, model: string, printed: RegExp])[] = [
  ["shared-memory", "threads-gil", /^till: 400$/],
  ["shared-memory", "threads-gil-legacy", /^till: 400$/],
  ["shared-memory", "asyncio", /^till: 400$/],
  ["shared-memory", "gevent", /^till: 400$/],
  ["shared-memory", "thread-pool", /^till: 400$/],
  ["shared-memory", "blocking", /^till: 400$/],
  ["shared-memory", "threads", /^till: 400$/],
  ["shared-memory", "multiprocessing", TWICE],
  ["shared-memory", "subinterpreters", TWICE],
  ["message-passing", "multiprocessing", /^$/],
  ["message-passing", "subinterpreters", /^$/],
  ["message-passing", "process-pool", /^$/],
  ["two-awaits", "asyncio", /^$/],
  ["page-rendering", "thread-pool", /^$/],
];

for (const [scenario, model, printed] of SAMPLES) {
  const program = written(scenario, model, ...changesFor(model));
  const command = commandFor(program);
  const reason = typeof command === "string" ? `: skipped, ${command}` : "";
  test.skipIf(typeof command === "string")(
    `${scenario} runs under ${model}${reason}`,
    { timeout: 60_000 },
    async () => {
      const ended = await run(program);
      expect(ended).toMatchObject({ status: 0 });
      expect(ended.stdout.trim()).toMatch(printed);
      expect(outcomeOf(ended)).toBe(simulated(program));
    },
  );
}

/**
 * Where the unlucky moment may come or not. In two-locks it is 5 ms long; to start a process, an interpreter or Java's clock can take
 * longer than that, more so on a machine that is busy with other tests.
 */
const SLOW_STARTERS = new Set(["multiprocessing", "process-pool", "subinterpreters", "threads"]);
const isByLuck = (scenario: string, model: string): boolean =>
  scenario === "two-locks-looping" || (scenario === "two-locks" && SLOW_STARTERS.has(model));

test.runIf(IS_ALL).each(runtimes.ids)("all of them end as simulated: %s", { timeout: 1_800_000 }, async (model) => {
  const report: string[] = [];
  for (const scenario of scenarios.ids) {
    const few = scenario === "ten-thousand-connections" ? ["tasks[0].count=20"] : [];
    let program: Written;
    try {
      program = written(scenario, model, ...few, ...changesFor(model));
    } catch (error) {
      report.push(`${scenario}: refused, ${(error as Error).message}`);
      continue;
    }
    const command = commandFor(program);
    if (typeof command === "string") {
      report.push(`${scenario}: skipped, ${command}`);
      continue;
    }
    const ended = await run(program);
    report.push(
      `${scenario}: ${outcomeOf(ended)}, ${Math.round(ended.elapsedMs)} ms ${ended.stdout.trim().replaceAll("\n", ", ")}`,
    );
    if (!isByLuck(scenario, model)) expect(outcomeOf(ended), `${scenario}: ${ended.stderr}`).toBe(simulated(program));
  }
  process.stderr.write(`${model}\n  ${report.join("\n  ")}\n`);
});

test.runIf(IS_ALL && go)("Go's own tools have nothing to say", { timeout: 600_000 }, () => {
  for (const { scenario, listing } of everyListing(["goroutines"])) {
    const file = saved(listing, `vet-${scenario}`);
    expect(said("go", "vet", file), scenario).toBe("");
    expect(said("gofmt", "-l", dirname(file)), scenario).toBe("");
  }
});
