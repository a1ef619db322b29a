/** The one helper that proves everything about a run; every test that simulates goes through it. */
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { Random } from "../../src/base/random.ts";
import { PRESETS } from "../../src/simulation/profiles/costs.ts";
import { PROFILES } from "../../src/simulation/profiles/profile.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import type { Runtime } from "../../src/simulation/runtimes/runtime.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import type { Step } from "../../src/simulation/workload/steps.ts";
import type { Workload } from "../../src/simulation/workload/workload.ts";
import { apply } from "../../src/trace/apply.ts";
import { definitionNamed, type EventDefinition, OPERANDS } from "../../src/trace/definition.ts";
import type { EventKind, EventNamed, TraceEvent } from "../../src/trace/event.ts";
import { History } from "../../src/trace/history.ts";
import { violations } from "../../src/trace/invariants.ts";
import { EventLog, NO_CAUSE } from "../../src/trace/log.ts";
import { measure, type RunMetrics } from "../../src/trace/metrics.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { copyWorld, hasEnded, initialWorld, type World } from "../../src/trace/world.ts";

export interface CheckedRun {
  readonly trace: Trace;
  readonly history: History;
  readonly metrics: RunMetrics;
  /** After the last event. */
  readonly world: Readonly<World>;
}

/**
 * Simulates, and proves of the run: the laws of `violations`, determinism, replay, rewind, serialisation, CPU given = CPU asked, and an
 * end that accounts for every task.
 */
export function checkRun(workload: Workload, runtime: Runtime, options: SimulateOptions = {}): CheckedRun {
  const trace = simulate(workload, runtime, options);
  expect(violations(trace)).toEqual([]);
  expect(isSame(simulate(structuredClone(workload), runtime, options), trace), "a second run is the same").toBe(true);
  const world = expectRewinds(trace);
  expectSurvivesJson(trace);
  expectCpu(trace, world, workload);
  const history = new History(trace);
  const metrics = measure(history);
  expect(metrics.tasks).toHaveLength(trace.tables.tasks.length);
  expect(metrics.makespan).toBe(world.time);
  return { trace, history, metrics, world };
}

/** The events of a run, or those of some kinds. */
export function eventsOf(trace: Trace): readonly TraceEvent[];
export function eventsOf<Kind extends EventKind>(trace: Trace, ...kinds: readonly Kind[]): readonly EventNamed<Kind>[];
export function eventsOf(trace: Trace, ...kinds: readonly EventKind[]): readonly TraceEvent[] {
  const all = Array.from({ length: trace.log.length }, (_, seq) => trace.log.at(seq));
  return kinds.length === 0 ? all : all.filter((event) => kinds.includes(event.kind));
}

/** The number of the task of a name. */
export function taskNamed(trace: Trace, name: string): number {
  const id = trace.tables.tasks.findIndex((task) => task.name === name);
  expect(id, `there is a task ${name}`).toBeGreaterThanOrEqual(0);
  return id;
}

function isSame(a: Trace, b: Trace): boolean {
  const rest = ({ log: _, ...others }: Trace) => JSON.stringify(others);
  return rest(a) === rest(b) && Buffer.compare(bytesOf(a.log), bytesOf(b.log)) === 0;
}

/** Everything the log holds. */
function bytesOf(log: EventLog): Buffer {
  const width = 3 + OPERANDS;
  const numbers = new Float64Array(log.length * width);
  for (let seq = 0; seq < log.length; seq++) {
    numbers[seq * width] = log.timeAt(seq);
    numbers[seq * width + 1] = log.codeAt(seq);
    numbers[seq * width + 2] = log.causeAt(seq) ?? NO_CAUSE;
    for (let index = 0; index < OPERANDS; index++) numbers[seq * width + 3 + index] = log.operandAt(seq, index);
  }
  return Buffer.from(numbers.buffer);
}

/** n forward, k back, k forward = n forward = a plain fold, at places all over the run. @returns the world at the end. */
function expectRewinds(trace: Trace): World {
  const last = trace.log.length - 1;
  const random = new Random(last);
  const places = new Set([-1, 0, last, ...Array.from({ length: 8 }, () => random.below(last + 1))]);
  const folded = new Map<number, World>();
  const world = initialWorld(trace.header, trace.tables);
  if (places.has(-1)) folded.set(-1, copyWorld(world));
  for (let seq = 0; seq <= last; seq++) {
    apply(world, trace.log.at(seq));
    if (places.has(seq)) folded.set(seq, copyWorld(world));
  }
  const history = new History(trace);
  const wrong = [...folded].filter(([seq, expected]) => {
    const back = Math.max(-1, seq - random.below(last + 2));
    const there = isDeepStrictEqual(history.worldAt(seq), expected);
    history.worldAt(back);
    return !there || !isDeepStrictEqual(history.worldAt(seq), expected);
  });
  expect(wrong.map(([seq]) => seq)).toEqual([]);
  return world;
}

/** Events of the beginning of a run whose way through JSON is proven; the others are of the same kinds. */
const SERIALISED = 20_000;

function expectSurvivesJson(trace: Trace): void {
  const read = new EventLog();
  const count = Math.min(SERIALISED, trace.log.length);
  for (let seq = 0; seq < count; seq++) {
    const { kind, time, cause, ...fields } = JSON.parse(JSON.stringify(trace.log.at(seq))) as TraceEvent;
    const definition = definitionNamed(kind) as EventDefinition;
    const values = definition.fields.map(({ name }) => (fields as Readonly<Record<string, unknown>>)[name]);
    read.append(definition, time, cause ?? NO_CAUSE, ...values);
  }
  const bytes = bytesOf(read);
  expect(Buffer.compare(bytes, bytesOf(trace.log).subarray(0, bytes.length)), "JSON and back").toBe(0);
}

/** A task that finished, and all it split into, computed what its steps ask for, to the nanosecond; another one no more than that. */
function expectCpu(trace: Trace, world: Readonly<World>, { tasks, costs }: Workload): void {
  const given = { ...PRESETS[costs.preset], ...costs.changes };
  // Goroutines are compiled code.
  const compiled = { bytecode: given.goInstruction, call: given.goCall };
  const table = trace.tables.procs.length > 0 ? compiled : given;
  const stretched = stretchOf(trace, PROFILES[costs.preset].freeThreading);
  const wrong = tasks.flatMap(({ name, steps }, id) => {
    const family = familyOf(trace, id);
    const given = family.reduce((sum, each) => sum + (world.tasks[each]?.cpu ?? 0), 0);
    const asked = cpuOf(steps, table, stretched);
    const finished = family.every((each) => world.tasks[each]?.phase === "finished");
    return given > asked || (finished && given < asked) ? [`${name} asked for ${asked} and got ${given}`] : [];
  });
  expect(wrong).toEqual([]);
  const untold = world.tasks.filter((task) => hasEnded(task.phase) !== (task.endedAt !== null));
  expect(untold).toEqual([]);
}

function familyOf({ tables }: Trace, id: number): readonly number[] {
  const parts = tables.tasks.flatMap((task, part) => (task.parent === id ? [part] : []));
  return [id, ...parts.flatMap((part) => familyOf({ tables } as Trace, part))];
}

type Stretch = (amount: number) => number;

/** Interpreted code takes longer in a free-threaded build. */
function stretchOf({ header: { model, python } }: Trace, overheads: Readonly<Record<string, number>>): Stretch {
  const overhead = model === "free-threaded" ? (overheads[python?.version ?? ""] ?? 0) : 0;
  return (amount) => amount + Math.round((amount * overhead) / 100);
}

/** Loads, additions, stores and the jump back at the end of a loop's body are bytecodes; a call into Python has a check point inside. */
function cpuOf(
  steps: readonly Step[],
  costs: { readonly bytecode: number; readonly call: number },
  stretched: Stretch,
): number {
  return steps.reduce((sum, step) => {
    switch (step.kind) {
      case "cpu":
        return sum + stretched(step.for);
      case "native":
        return sum + step.for;
      case "read":
      case "add":
      case "write":
        return sum + stretched(costs.bytecode);
      case "call": {
        const before = step.into === "python" ? Math.ceil(costs.call / 2) : costs.call;
        return sum + stretched(before) + stretched(costs.call - before);
      }
      case "repeat":
        return sum + step.times * (cpuOf(step.steps, costs, stretched) + stretched(costs.bytecode));
      case "parallel":
        return sum + step.ways * cpuOf(step.steps, costs, stretched);
      case "offload":
        return sum + cpuOf(step.steps, costs, stretched);
      default:
        return sum;
    }
  }, 0);
}

/** A scenario file's text under a model, with everything proven of the run. */
export function runYaml(model: string, text: string, options: SimulateOptions = {}): CheckedRun {
  return checkRun(loadScenario(text, "test.yaml"), runtimes.get(model), options);
}
