/** Forked runs: what a change does, at which instant, and what is said of it. */
import { describe, expect, it } from "vitest";
import { narrate } from "../../src/analysis/narration/narrate.ts";
import { ms } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { whatIfWords } from "../../src/trace/what-if.ts";
import { type CheckedRun, checkRun, eventsOf } from "../support/check-run.ts";
import { messageOf } from "./workload/message-of.ts";

const HEAD = "costs: none\nmachine: {cores: 2, scheduler: {policy: rr, quantum: 10ms}}\n";
const TASKS = `tasks:
  - {name: Ann, steps: [{cpu: 40ms}]}
  - {name: Bob, steps: [{cpu: 40ms}]}
  - {name: Cat, steps: [{cpu: 5ms}, {io: 30ms}, {cpu: 5ms}]}
`;
const load = (forks: string, tasks = TASKS, head = HEAD) =>
  loadScenario(`${head}${tasks}whatIf: [ ${forks} ]`, "a.yaml");
const run = (forks: string, model = "threads", tasks = TASKS, head = HEAD): CheckedRun =>
  checkRun(load(forks, tasks, head), runtimes.get(model));

const said = (trace: Trace, seq: number, voice: "technical" | "restaurant"): string =>
  narrate(trace, seq, voice)
    .map(({ text }) => text)
    .join("");
/** When each task ended, in milliseconds. */
const ends = ({ metrics }: CheckedRun) =>
  Object.fromEntries(metrics.tasks.map(({ name, finished }) => [name, Number(finished) / 1e6]));

describe("cores", () => {
  it("that go leave their threads to the others", () => {
    const { trace, world, metrics } = run("{at: 12ms, cores: 1}");
    const [offlined] = eventsOf(trace, "core.offlined");
    expect(offlined).toMatchObject({ core: 1, time: ms(12) });
    const [cut] = eventsOf(trace, "sched.switched").filter(({ to, from }) => to === null && from !== null);
    expect(cut).toMatchObject({ core: 1, reason: "preempted", time: ms(12) });
    expect(world.cores.map(({ online }) => online)).toEqual([true, false]);
    // Work is conserved: 24 of 90 ms were done by then, and one core is busy for the rest.
    expect(metrics.makespan).toBe(ms(12 + 90 - 24));
    expect(trace.header.machine).toMatchObject({ cores: 2 });
    expect(said(trace, offlined!.seq, "technical")).toBe(
      "What if: core 1 goes offline, and its threads move to the other cores.",
    );
    expect(said(trace, offlined!.seq, "restaurant")).toBe(
      "What if: cook 1 goes home, and the other cooks get those tickets.",
    );
    expect(said(trace, cut!.seq, "technical")).toBe(
      "Ann has to leave core 1, which is offline: another core will go on with it.",
    );
    expect(said(trace, cut!.seq, "restaurant")).toBe(
      "Ann has to leave cook 1, who goes home: another cook gets the ticket.",
    );
  });

  it("that come take over what is queued", () => {
    const { trace, world } = run("{at: 12ms, cores: 3}");
    const [onlined] = eventsOf(trace, "core.onlined");
    expect(onlined).toMatchObject({ core: 2, time: ms(12) });
    expect(trace.header.machine).toMatchObject({ cores: 3, online: 2 });
    expect(world.cores.map(({ online }) => online)).toEqual([true, true, true]);
    expect(
      eventsOf(trace, "sched.switched").some(({ core, to, time }) => core === 2 && to !== null && time === ms(12)),
    ).toBe(true);
    expect(said(trace, onlined!.seq, "technical")).toBe(
      "What if: core 2 comes online, with cold caches and nothing to do yet.",
    );
    expect(said(trace, onlined!.seq, "restaurant")).toBe(
      "What if: cook 2 comes to work, and looks round for a ticket.",
    );
  });

  it("of the fair scheduler share the displaced threads fairly", () => {
    const tasks = "tasks: [{name: A, count: 6, steps: [{cpu: 60ms}]}]\n";
    const { world, metrics } = run("{at: 20ms, cores: 1}", "threads", tasks, "costs: none\nmachine: {cores: 3}\n");
    expect(metrics.makespan).toBe(ms(20 + 360 - 60));
    // All six end within a few slices of each other.
    const finished = world.tasks.map(({ endedAt }) => Number(endedAt));
    expect(Math.max(...finished) - Math.min(...finished)).toBeLessThan(ms(30));
  });
});

it("a switch interval counts from the next timed wait on", () => {
  const { trace } = run("{at: 12ms, interval: 1ms}", "threads-gil");
  const [set] = eventsOf(trace, "interval.set");
  expect(said(trace, set!.seq, "technical")).toBe(
    "What if: the switch interval is 1 ms from here on; the next wait for the GIL uses it.",
  );
  expect(said(trace, set!.seq, "restaurant")).toBe("What if: from here on the next one in line has 1 ms of patience.");
  const waits = eventsOf(trace, "thread.parked").filter(({ on, until }) => on === "gil" && until < 1e12);
  expect(new Set(waits.filter(({ time }) => time <= ms(12)).map(({ time, until }) => until - time))).toEqual(
    new Set([ms(5)]),
  );
  expect(new Set(waits.filter(({ time }) => time > ms(12)).map(({ time, until }) => until - time))).toEqual(
    new Set([ms(1)]),
  );
});

it("a model without an interval has nothing to set", () => {
  expect(eventsOf(run("{at: 12ms, interval: 1ms}", "goroutines").trace, "interval.set")).toEqual([]);
});

it.each([
  ["30ms", "50ms", 50],
  ["12ms", "1ms", 12],
  ["12ms", "7ms", 12],
])(
  "an operation that is under way at %s takes %s from its submission, and is not over before that",
  (at, length, end) => {
    const tasks = "tasks: [{name: Cat, steps: [{io: 40ms}, {io: 2ms}]}]\n";
    const { trace } = run(`{at: ${at}, io: {on: network, for: ${length}}}`, "threads", tasks);
    const [first, second] = eventsOf(trace, "io.completed");
    expect(first?.time).toBe(ms(end));
    expect(Number(second?.time)).toBe(ms(end + Number.parseInt(length, 10)));
    const [retimed] = eventsOf(trace, "device.retimed");
    expect(said(trace, retimed!.seq, "technical")).toBe(
      `What if: the network takes ${Number.parseInt(length, 10)} ms from here on, also for what is under way.`,
    );
    expect(said(trace, retimed!.seq, "restaurant")).toBe(
      `What if: fries (network) take ${Number.parseInt(length, 10)} ms from here on, for those who wait already as well.`,
    );
  },
);

describe("who is next", () => {
  const plain = run("");
  const names = ({ trace }: CheckedRun, threads: readonly number[]) =>
    threads.map((thread) => trace.tables.threads[thread]?.name);

  it("is a numbered choice", () => {
    const { choices } = plain.trace;
    const all = choices.seqs.map((_, number) => choices.at(number));
    expect(all.length).toBeGreaterThan(0);
    for (const { seq, candidates, taken } of all) {
      expect(candidates[0]).toBe(taken);
      expect(plain.trace.log.at(seq)).toMatchObject({ kind: "sched.switched", to: taken });
    }
    expect(() => choices.at(all.length)).toThrow(RangeError);
  });

  it("can be another one", () => {
    const { seq, candidates } = plain.trace.choices.at(0);
    const take = names(plain, candidates)[1];
    const other = run(`{choice: 0, take: ${take}}`);
    expect(other.trace.log.at(seq)).toMatchObject({ kind: "sched.switched", to: candidates[1] });
    expect(ends(other)).not.toEqual(ends(plain));
    expect(other.trace.header.whatIf).toEqual([{ at: plain.trace.log.timeAt(seq), choice: 0, take }]);
  });

  it("must be a candidate of a choice there is", () => {
    const candidates = names(plain, plain.trace.choices.at(0).candidates).join(", ");
    const message = (forks: string) => messageOf(() => simulate(load(forks), runtimes.get("threads")));
    expect(message("{choice: 0, take: Bbo}")).toMatch(
      new RegExp(`^choice 0 at [\\d.]+ ms: found "Bbo", expected one of ${candidates}, did you mean Bob\\?$`),
    );
    const last = plain.trace.choices.seqs.length - 1;
    expect(message("{choice: 99, take: Bob}")).toBe(
      `choice 99: this run has no such choice, expected one of 0 to ${last}`,
    );
  });
});

it("a change after the end of the program changes nothing", () => {
  const { trace, metrics } = run("{at: 500ms, cores: 1}, {at: 500ms, io: 1ms}");
  expect(metrics.makespan).toBe(run("").metrics.makespan);
  expect(trace.log.length).toBe(run("").trace.log.length);
});

it("forks in words", () => {
  const { whatIf } = load(
    "{at: 46.2ms, cores: 1}, {at: 1ms, interval: 2ms}, {at: 3ms, io: {on: network, for: 4ms}}, {at: 3ms, io: 4ms}, {at: 5ms, choice: 2, take: Bob}",
  );
  expect(whatIf.map(whatIfWords)).toEqual([
    "1 core from 46.2 ms on",
    "switch interval 2 ms from 1 ms on",
    "network takes 4 ms from 3 ms on",
    "all I/O takes 4 ms from 3 ms on",
    "Bob is next at 5 ms",
  ]);
});
