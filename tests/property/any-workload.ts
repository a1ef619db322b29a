/** Random workloads of every kind of step: small enough that a run takes a moment, mixed enough that things collide. */
import fc from "fast-check";
import { ms, type Ns, us } from "../../src/base/time.ts";
import { type LeafStep, leavesOf, type Step } from "../../src/simulation/workload/steps.ts";
import { POLICIES, type TaskPlan, type Workload } from "../../src/simulation/workload/workload.ts";

/** Few different lengths, so that many things happen at one instant. */
const duration: fc.Arbitrary<Ns> = fc.oneof(
  fc.constantFrom(0, 1, 100, 1000, 5000, 10_000).map(us),
  fc.integer({ min: 0, max: 12_000 }).map(us),
);
const lock = fc.constantFrom("knife", "board");
const variable = fc.constantFrom("x", "y");
const queue = fc.constantFrom("orders", "plates");

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("cpu", "native", "sleep"), for: duration }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("io"),
      for: duration,
      on: fc.constantFrom("network", "disk"),
      blocking: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("lock", "unlock"), lock }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("read", "write"), variable }) },
  fc.record({ kind: fc.constant("add"), amount: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ kind: fc.constant("call"), into: fc.constantFrom("c", "python") }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("put", "get"), queue }) },
  fc.constant({ kind: "yield" }),
) as fc.Arbitrary<Step>;

const fatal = fc.constantFrom({ kind: "raise", error: "ValueError" }, { kind: "segfault" }) as fc.Arbitrary<Step>;

const guarded: fc.Arbitrary<readonly Step[]> = fc
  .tuple(lock, leaf)
  .map(([name, step]) => [{ kind: "lock", lock: name }, step, { kind: "unlock", lock: name }] as unknown as Step[]);

const { block } = fc.letrec<{ block: readonly Step[] }>((tie) => {
  const inner = fc.array(tie("block"), { minLength: 1, maxLength: 3 }).map((blocks) => blocks.flat());
  return {
    block: fc.oneof(
      { depthSize: "small", maxDepth: 3, withCrossShrink: true },
      { weight: 12, arbitrary: leaf.map((step) => [step]) },
      { weight: 3, arbitrary: guarded },
      { weight: 1, arbitrary: fatal.map((step) => [step]) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.integer({ min: 1, max: 4 }), inner)
          .map(([times, steps]) => [{ kind: "repeat", times, steps }]),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.integer({ min: 1, max: 3 }), inner)
          .map(([ways, steps]) => [{ kind: "parallel", ways, steps }]),
      },
      { weight: 3, arbitrary: inner.map((steps) => [{ kind: "offload", steps }]) },
    ) as fc.Arbitrary<readonly Step[]>,
  };
});

/** Leaves numbered in order, as the loader does. */
export function numbered(steps: readonly Step[]): readonly Step[] {
  const own = structuredClone(steps);
  for (const [index, each] of leavesOf(own).entries())
    (each as { -readonly [K in keyof LeafStep]: LeafStep[K] }).leaf = index;
  return own;
}

const task = fc
  .record({
    steps: fc.array(block, { minLength: 1, maxLength: 4 }),
    arrival: fc.oneof({ weight: 3, arbitrary: fc.constant(ms(0)) }, duration),
    priority: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -20, max: 19 })),
    cancelAfter: fc.option(duration, { freq: 4 }),
  })
  .map(
    ({ steps, arrival, priority, cancelAfter }): Omit<TaskPlan, "name"> => ({
      arrival,
      priority,
      cancelAt: cancelAfter === null ? null : ((arrival + cancelAfter) as Ns),
      steps: numbered(steps.flat()),
    }),
  );

const scheduler = fc.record({
  policy: fc.constantFrom(...POLICIES),
  quantum: fc.option(fc.constantFrom(us(1), us(100), ms(1), ms(10))),
  preemptOnWake: fc.boolean(),
});

export const anyWorkload: fc.Arbitrary<Workload> = fc
  .record({
    cores: fc.integer({ min: 1, max: 4 }),
    threadsPerCore: fc.constantFrom(1 as const, 1 as const, 2 as const),
    scheduler,
    version: fc.constantFrom("3.2", "3.7", "3.9", "3.12", "3.14"),
    switchInterval: fc.constantFrom(us(1), us(50), ms(1), ms(5)),
    maxWorkers: fc.option(fc.integer({ min: 1, max: 3 })),
    startMethod: fc.option(fc.constantFrom("fork" as const, "spawn" as const, "forkserver" as const)),
    chunkSize: fc.integer({ min: 1, max: 3 }),
    warmPool: fc.boolean(),
    preset: fc.constantFrom("none" as const, "default" as const),
    seed: fc.nat(),
    initial: fc.integer({ min: -5, max: 5 }),
    capacity: fc.integer({ min: 1, max: 2 }),
    tasks: fc.array(task, { minLength: 1, maxLength: 5 }),
  })
  .map(({ cores, threadsPerCore, scheduler: policy, preset, seed, initial, capacity, tasks, ...python }) => ({
    title: "Anything",
    about: "",
    teaches: "",
    bestModel: null,
    machine: { cores, threadsPerCore, scheduler: policy },
    python,
    costs: { preset, changes: {} },
    seed,
    shared: [
      { name: "x", initial },
      { name: "y", initial: 0 },
    ],
    queues: [
      { name: "orders", capacity },
      { name: "plates", capacity: 1 },
    ],
    whatIf: [],
    tasks: tasks.map((each, index) => ({ ...each, name: `Task ${index + 1}` })),
  }));
