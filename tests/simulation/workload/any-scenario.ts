/** Random valid scenario files, each with the workload it should become: the two are made side by side, without the loader. */
import fc from "fast-check";
import { ms, type Ns, spellDuration, us, ZERO } from "../../../src/base/time.ts";
import { COST_NAMES } from "../../../src/simulation/profiles/costs.ts";
import type { Step } from "../../../src/simulation/workload/steps.ts";
import { POLICIES, type TaskPlan, type Workload } from "../../../src/simulation/workload/workload.ts";
import type { WhatIf } from "../../../src/trace/what-if.ts";

interface Pair<File, Plan> {
  readonly file: File;
  readonly plan: Plan;
}
/** A step of the file, and what it becomes given the number of its first leaf. */
type AnyStep = Pair<object, (next: () => { leaf: number }) => Step[]>;

const duration = fc
  .integer({ min: 0, max: 50_000 })
  .map((count): Pair<string, Ns> => ({ file: spellDuration(us(count)), plan: us(count) }));
const name = fc.constantFrom("fryer", "drinks machine", "3.10", "yes", "null", "a: b", "#1", "Zoë", "*x", "- y", "☕");

const leaf: fc.Arbitrary<AnyStep> = fc.oneof(
  fc.tuple(fc.constantFrom("cpu", "native", "sleep"), duration).map(
    ([kind, time]): AnyStep => ({
      file: { [kind]: time.file },
      plan: (next) => [{ ...next(), kind, for: time.plan }],
    }),
  ),
  fc.record({ time: duration, on: fc.option(name), blocking: fc.option(fc.boolean()) }).map(
    ({ time, on, blocking }): AnyStep => ({
      file:
        on === null && blocking === null
          ? { io: time.file }
          : { io: { for: time.file, ...(on && { on }), ...(blocking !== null && { blocking }) } },
      plan: (next) => [{ ...next(), kind: "io", for: time.plan, on: on ?? "network", blocking: blocking ?? false }],
    }),
  ),
  name.map((lock): AnyStep => ({ file: { lock }, plan: (next) => [{ ...next(), kind: "lock", lock }] })),
  fc
    .constantFrom("read", "write")
    .map((kind): AnyStep => ({ file: { [kind]: "x" }, plan: (next) => [{ ...next(), kind, variable: "x" }] })),
  fc.constant<AnyStep>({
    file: { increment: "x" },
    plan: (next) => [
      { ...next(), kind: "read", variable: "x" },
      { ...next(), kind: "add", amount: 1 },
      { ...next(), kind: "write", variable: "x" },
    ],
  }),
  fc
    .constantFrom("put", "get")
    .map((kind): AnyStep => ({ file: { [kind]: "q" }, plan: (next) => [{ ...next(), kind, queue: "q" }] })),
  fc
    .constantFrom("yield", "segfault")
    .map((kind): AnyStep => ({ file: { [kind]: true }, plan: (next) => [{ ...next(), kind }] })),
);

const { step } = fc.letrec<{ step: AnyStep }>((tie) => {
  const inner = fc.array(tie("step"), { minLength: 1, maxLength: 3 });
  const planAll = (steps: readonly AnyStep[], next: () => { leaf: number }) => steps.flatMap((each) => each.plan(next));
  const files = (steps: readonly AnyStep[]) => steps.map((each) => each.file);
  return {
    step: fc.oneof(
      { depthSize: "small", maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.tuple(fc.nat(5), inner).map(
        ([times, steps]): AnyStep => ({
          file: { repeat: times, steps: files(steps) },
          plan: (next) => [{ kind: "repeat", times, steps: planAll(steps, next) }],
        }),
      ),
      fc.tuple(fc.integer({ min: 1, max: 3 }), inner).map(
        ([ways, steps]): AnyStep => ({
          file: { parallel: { ways, steps: files(steps) } },
          plan: (next) => [{ kind: "parallel", ways, steps: planAll(steps, next) }],
        }),
      ),
      inner.map(
        (steps): AnyStep => ({
          file: { offload: files(steps) },
          plan: (next) => [{ kind: "offload", steps: planAll(steps, next) }],
        }),
      ),
    ),
  };
});

const task = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    count: fc.option(fc.integer({ min: 1, max: 3 })),
    at: fc.option(
      fc.oneof(
        duration.map((time) => ({ ...time, every: false })),
        duration.map((time) => ({ ...time, every: true })),
      ),
    ),
    priority: fc.option(fc.integer({ min: -20, max: 19 })),
    cancels: fc.boolean(),
  })
  .map(({ steps, count, at, priority, cancels }) => (taskName: string): Pair<object, readonly TaskPlan[]> => {
    let leaves = 0;
    const planned = steps.flatMap((each) => each.plan(() => ({ leaf: leaves++ })));
    return {
      file: {
        name: taskName,
        ...(count !== null && { count }),
        ...(at !== null && { at: at.every ? { every: at.file } : at.file }),
        ...(priority !== null && { priority }),
        ...(cancels && { cancelAt: "10s" }),
        steps: steps.map((each) => each.file),
      },
      plan: Array.from({ length: count ?? 1 }, (_, index) => ({
        name: (count ?? 1) === 1 ? taskName : `${taskName} ${index + 1}`,
        arrival: (at === null ? 0 : at.every ? at.plan * index : at.plan) as Ns,
        priority: priority ?? 0,
        cancelAt: cancels ? ms(10_000) : null,
        steps: planned,
      })),
    };
  });

const fork: fc.Arbitrary<Pair<object, WhatIf>> = fc.oneof(
  fc.tuple(duration, fc.integer({ min: 1, max: 64 })).map(([at, cores]) => ({
    file: { at: at.file, cores },
    plan: { at: at.plan, cores },
  })),
  duration.map((at) => ({ file: { at: at.file, interval: "1ms" }, plan: { at: at.plan, interval: ms(1) } })),
  fc.tuple(duration, duration).map(([at, length]) => ({
    file: { at: at.file, io: length.file },
    plan: { at: at.plan, io: { on: null, for: length.plan } },
  })),
  fc.tuple(duration, duration).map(([at, length]) => ({
    file: { at: at.file, io: { for: length.file } },
    plan: { at: at.plan, io: { on: null, for: length.plan } },
  })),
  fc.tuple(fc.option(duration), fc.nat(9999)).map(([at, choice]) => ({
    file: { ...(at !== null && { at: at.file }), choice, take: "Ann" },
    plan: { at: at?.plan ?? ZERO, choice, take: "Ann" },
  })),
);

export const anyScenario: fc.Arbitrary<{ readonly file: object; readonly workload: Workload }> = fc
  .record({
    title: name,
    cores: fc.integer({ min: 1, max: 64 }),
    threadsPerCore: fc.constantFrom(1 as const, 2 as const),
    policy: fc.constantFrom(...POLICIES),
    quantum: fc.option(fc.constant({ file: "10ms", plan: ms(10) })),
    version: fc.constantFrom("2.7", "3.2", "3.9", "3.10", "3.12", "3.14"),
    costs: fc.dictionary(fc.constantFrom(...COST_NAMES), duration, { maxKeys: 3 }),
    seed: fc.maxSafeInteger(),
    x: fc.integer(),
    capacity: fc.integer({ min: 1, max: 9 }),
    tasks: fc.array(task, { minLength: 1, maxLength: 4 }),
    whatIf: fc.uniqueArray(fork, {
      maxLength: 3,
      selector: ({ plan }) => ("choice" in plan ? plan.choice : JSON.stringify(plan)),
    }),
  })
  .map(({ title, cores, threadsPerCore, policy, quantum, version, costs, seed, x, capacity, tasks, whatIf }) => {
    const named = tasks.map((make, index) => make(["Ann", "Bob", "Cat", "Dan"][index] ?? "Eve"));
    const changed = Object.entries(costs);
    return {
      file: {
        title,
        machine: { cores, threadsPerCore, scheduler: quantum === null ? policy : { policy, quantum: quantum.file } },
        python: { version },
        costs: { preset: "none", ...Object.fromEntries(changed.map(([cost, time]) => [cost, time.file])) },
        seed,
        shared: { x },
        queues: { q: capacity },
        tasks: named.map((each) => each.file),
        whatIf: whatIf.map((each) => each.file),
      },
      workload: {
        title,
        about: "",
        teaches: "",
        bestModel: null,
        machine: { cores, threadsPerCore, scheduler: { policy, quantum: quantum?.plan ?? null, preemptOnWake: null } },
        python: { version, switchInterval: ms(5), maxWorkers: null, startMethod: null, chunkSize: 1, warmPool: false },
        costs: { preset: "none", changes: Object.fromEntries(changed.map(([cost, time]) => [cost, time.plan])) },
        seed,
        shared: [{ name: "x", initial: x }],
        queues: [{ name: "q", capacity }],
        tasks: named.flatMap((each) => each.plan),
        whatIf: whatIf.map((each) => each.plan),
      },
    };
  });
