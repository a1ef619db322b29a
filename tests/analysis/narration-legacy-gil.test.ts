/** The old GIL in words: no interval is spoken of where ticks are counted. */
import { expect, test } from "vitest";
import { narrate } from "../../src/analysis/narration/narrate.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import type { EventKind } from "../../src/trace/event.ts";
import type { Trace } from "../../src/trace/trace.ts";

const text =
  "{machine: {cores: 2}, tasks: [{name: Ann, steps: [{cpu: 2ms}]}, {name: Bob, steps: [{cpu: 2ms}, {io: 1ms}]}]}";
const trace = simulate(loadScenario(text, "test"), runtimes.get("threads-gil-legacy"));

const spoken = (of: Trace, seq: number, voice: "technical" | "restaurant") =>
  narrate(of, seq, voice)
    .map((segment) => segment.text)
    .join("");

const sentences = (kind: EventKind, voice: "technical" | "restaurant"): ReadonlySet<string> => {
  const found = new Set<string>();
  for (let seq = 0; seq < trace.log.length; seq++)
    if (trace.log.at(seq).kind === kind) found.add(spoken(trace, seq, voice));
  return found;
};

test("a release at a check point hands nothing over", () => {
  expect(sentences("gil.released", "technical")).toContain(
    "Ann let go of the GIL after 100 ticks, to give others a chance.",
  );
  expect(sentences("gil.released", "restaurant")).toContain(
    "Ann leaves the counter after a hundred bites, to give others a chance.",
  );
  expect(sentences("gil.released", "technical")).toContain("Bob let go of the GIL to wait for the network.");
});

test("a wake-up for nothing is called that", () => {
  expect(sentences("gil.missed", "technical")).toContain(
    "Bob was woken for the GIL and finds it taken by Ann: a futile wake-up.",
  );
  expect(sentences("gil.missed", "restaurant")).toContain(
    "Bob is called to the counter, and Ann is there already: called for nothing.",
  );
});

test("nobody waits for an interval", () => {
  expect(sentences("gil.requested", "technical")).toContain("Bob wants the GIL, which Ann holds.");
  for (let seq = 0; seq < trace.log.length; seq++) {
    for (const voice of ["technical", "restaurant"] as const) {
      expect(spoken(trace, seq, voice)).not.toMatch(/interval|(?<![.\d])5 ms|patience|check point/);
    }
  }
});
