/** Scheduling as textbooks do it, worked out by hand: no costs, threads without a GIL, times in milliseconds. */
import { describe, expect, test } from "vitest";
import { type CheckedRun, eventsOf, runYaml } from "../../support/check-run.ts";

interface Job {
  readonly at?: number;
  readonly nice?: number;
  /** A burst, or bursts and waits in turn. */
  readonly cpu: number | readonly number[];
}

function run(scheduler: string, jobs: readonly Job[], cores = 1): CheckedRun {
  const tasks = jobs.map(({ at = 0, nice = 0, cpu }, index) => {
    const parts = typeof cpu === "number" ? [cpu] : cpu;
    const steps = parts.map((length, turn) => `{${turn % 2 === 0 ? "cpu" : "io"}: ${length}ms}`);
    return `{name: P${index + 1}, at: ${at}ms, priority: ${nice}, steps: [${steps.join(", ")}]}`;
  });
  return runYaml(
    "threads",
    `{machine: {cores: ${cores}, scheduler: ${scheduler}}, costs: none, tasks: [${tasks.join(", ")}]}`,
  );
}

const inMs = (time: number | null) => (time as number) / 1e6;
const finishes = ({ metrics }: CheckedRun) => metrics.tasks.map(({ finished }) => inMs(finished));
const waits = ({ metrics }: CheckedRun) => metrics.tasks.map(({ waiting }) => inMs(waiting.core));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const turnarounds = ({ metrics }: CheckedRun) =>
  metrics.tasks.map(({ arrived, finished }) => inMs(finished) - inMs(arrived));

/** Who was on a core from when to when: `P1 0-4`. */
function chart({ trace }: CheckedRun, core = 0): readonly string[] {
  const found: string[] = [];
  let name = "";
  let since = 0;
  for (const event of eventsOf(trace, "sched.switched")) {
    if (event.core !== core) continue;
    const end = inMs(event.time);
    const next = event.to === null ? "" : (trace.tables.threads[event.to]?.name as string);
    // The main thread, which waits for the others' ends, takes no time.
    if (next === "main") continue;
    if (next === name) continue;
    if (name !== "" && end > since) found.push(`${name} ${since}-${end}`);
    name = next;
    since = end;
  }
  return found;
}

describe("first come, first served", () => {
  test("a long burst in front: 24, 3, 3 wait 17 on average", () => {
    const served = run("fifo", [{ cpu: 24 }, { cpu: 3 }, { cpu: 3 }]);
    expect(chart(served)).toEqual(["P1 0-24", "P2 24-27", "P3 27-30"]);
    expect(waits(served)).toEqual([0, 24, 27]);
    expect(mean(waits(served))).toBe(17);
    expect(mean(turnarounds(served))).toBe(27);
  });

  test("the same behind the short ones: 3", () => {
    expect(mean(waits(run("fifo", [{ cpu: 3 }, { cpu: 3 }, { cpu: 24 }])))).toBe(3);
  });

  test("arrivals at one instant are served in file order", () => {
    const served = run("fifo", [{ at: 2, cpu: 3 }, { cpu: 4 }, { at: 2, cpu: 1 }, { at: 2, cpu: 1 }]);
    expect(chart(served)).toEqual(["P2 0-4", "P1 4-7", "P3 7-8", "P4 8-9"]);
  });

  test("an idle processor waits for the next arrival", () => {
    expect(chart(run("fifo", [{ cpu: 2 }, { at: 5, cpu: 2 }]))).toEqual(["P1 0-2", "P2 5-7"]);
  });

  test("with priorities: 10, 1, 2, 1, 5 wait 8.2 on average", () => {
    const jobs = [
      { cpu: 10, nice: 3 },
      { cpu: 1, nice: 1 },
      { cpu: 2, nice: 4 },
      { cpu: 1, nice: 5 },
      { cpu: 5, nice: 2 },
    ];
    const served = run("fifo", jobs);
    expect(chart(served)).toEqual(["P2 0-1", "P5 1-6", "P1 6-16", "P3 16-18", "P4 18-19"]);
    expect(mean(waits(served))).toBeCloseTo(8.2, 12);
  });

  test("a favoured arrival takes the core at once where it may, and not where it may not", () => {
    const jobs = [
      { cpu: 5, nice: 5 },
      { at: 2, cpu: 1, nice: -5 },
    ];
    expect(chart(run("{policy: fifo, preemptOnWake: true}", jobs))).toEqual(["P1 0-2", "P2 2-3", "P1 3-6"]);
    expect(chart(run("fifo", jobs))).toEqual(["P1 0-5", "P2 5-6"]);
  });
});

describe("shortest job first", () => {
  test("6, 8, 7, 3 wait 7 on average", () => {
    const served = run("sjf", [{ cpu: 6 }, { cpu: 8 }, { cpu: 7 }, { cpu: 3 }]);
    expect(chart(served)).toEqual(["P4 0-3", "P1 3-9", "P3 9-16", "P2 16-24"]);
    expect(waits(served)).toEqual([3, 16, 9, 0]);
    expect(mean(waits(served))).toBe(7);
  });

  const staggered = [{ cpu: 8 }, { at: 1, cpu: 4 }, { at: 2, cpu: 9 }, { at: 3, cpu: 5 }];

  test("arrivals 0, 1, 2, 3 of 8, 4, 9, 5 wait 7.75 where nobody is interrupted", () => {
    const served = run("sjf", staggered);
    expect(chart(served)).toEqual(["P1 0-8", "P2 8-12", "P4 12-17", "P3 17-26"]);
    expect(mean(waits(served))).toBe(7.75);
  });

  test("and 6.5 where the shortest remaining time goes first", () => {
    const served = run("{policy: sjf, preemptOnWake: true}", staggered);
    expect(chart(served)).toEqual(["P1 0-1", "P2 1-5", "P4 5-10", "P1 10-17", "P3 17-26"]);
    expect(waits(served)).toEqual([9, 0, 15, 2]);
    expect(mean(waits(served))).toBe(6.5);
    expect(mean(turnarounds(served))).toBe(13);
  });

  test("after a wait, what counts is the burst ahead and not the wait", () => {
    const served = run("sjf", [{ cpu: [1, 4, 2] }, { cpu: 10 }, { at: 6, cpu: 3 }]);
    expect(chart(served)).toEqual(["P1 0-1", "P2 1-11", "P1 11-13", "P3 13-16"]);
  });

  test("who has just as long to go as the newcomer stays", () => {
    expect(chart(run("{policy: sjf, preemptOnWake: true}", [{ cpu: 5 }, { at: 2, cpu: 3 }]))).toEqual([
      "P1 0-5",
      "P2 5-8",
    ]);
  });
});

describe("round robin", () => {
  test("24, 3, 3 with a quantum of 4 wait 17/3 on average", () => {
    const served = run("{policy: rr, quantum: 4ms}", [{ cpu: 24 }, { cpu: 3 }, { cpu: 3 }]);
    expect(chart(served)).toEqual(["P1 0-4", "P2 4-7", "P3 7-10", "P1 10-30"]);
    expect(waits(served)).toEqual([6, 4, 7]);
  });

  test("53, 17, 68, 24 with a quantum of 20", () => {
    const served = run("{policy: rr, quantum: 20ms}", [{ cpu: 53 }, { cpu: 17 }, { cpu: 68 }, { cpu: 24 }]);
    const turns = "P1 0-20,P2 20-37,P3 37-57,P4 57-77,P1 77-97,P3 97-117,P4 117-121,P1 121-134,P3 134-162".split(",");
    expect(chart(served)).toEqual(turns);
    expect(mean(waits(served))).toBe(73);
  });

  test("a burst that ends with its quantum has ended: nobody is pre-empted", () => {
    const served = run("{policy: rr, quantum: 4ms}", [{ cpu: 4 }, { cpu: 8 }, { cpu: 4 }]);
    expect(chart(served)).toEqual(["P1 0-4", "P2 4-8", "P3 8-12", "P2 12-16"]);
    expect(served.metrics.switches.involuntary).toBe(1);
  });

  test("who arrives at the end of a quantum queues before the one who is sent away", () => {
    const served = run("{policy: rr, quantum: 4ms}", [{ cpu: 8 }, { at: 4, cpu: 4 }]);
    expect(chart(served)).toEqual(["P1 0-4", "P2 4-8", "P1 8-12"]);
  });

  test("alone, a thread keeps the core; a quantum begins anew when nobody waits at its end", () => {
    const served = run("{policy: rr, quantum: 4ms}", [{ cpu: 12 }, { at: 5, cpu: 2 }]);
    expect(chart(served)).toEqual(["P1 0-8", "P2 8-10", "P1 10-14"]);
    expect(served.metrics.switches.involuntary).toBe(1);
  });

  test("the default quantum is 10 ms", () => {
    expect(chart(run("rr", [{ cpu: 15 }, { cpu: 5 }]))).toEqual(["P1 0-10", "P2 10-15", "P1 15-20"]);
  });
});

describe("waiting for a device overlaps with computing", () => {
  const jobs = [{ cpu: [2, 4, 2] }, { cpu: 6 }];

  test("who comes back waits its turn", () => {
    const served = run("fifo", jobs);
    expect(chart(served)).toEqual(["P1 0-2", "P2 2-8", "P1 8-10"]);
    expect(served.metrics.tasks[0]?.waiting).toMatchObject({ io: 4e6, core: 2e6 });
  });

  test("or takes the core at once, where a wake-up may", () => {
    const served = run("{policy: fifo, preemptOnWake: true}", jobs);
    expect(chart(served)).toEqual(["P1 0-2", "P2 2-6", "P1 6-8", "P2 8-10"]);
    expect(finishes(served)).toEqual([8, 10]);
  });

  test("under round robin who comes back queues behind the others, with a fresh quantum", () => {
    const served = run("{policy: rr, quantum: 3ms}", [{ cpu: [1, 2, 4] }, { cpu: 6 }, { cpu: 6 }]);
    expect(chart(served)).toEqual(["P1 0-1", "P2 1-4", "P3 4-7", "P1 7-10", "P2 10-13", "P3 13-16", "P1 16-17"]);
  });

  test("two programs of equal bursts and waits keep the core busy all the time, one alone half of it", () => {
    const cpu = [5, 5, 5, 5, 5];
    const alone = run("fifo", [{ cpu }]);
    expect([finishes(alone), alone.metrics.busy]).toEqual([[25], 15e6]);
    const both = run("fifo", [{ cpu }, { cpu }]);
    expect([finishes(both), both.metrics.busy]).toEqual([[25, 30], 30e6]);
  });

  test("devices serve everybody at once", () => {
    const served = run("fifo", [{ cpu: [1, 10, 1] }, { cpu: [1, 10, 1] }, { cpu: [1, 10, 1] }]);
    expect(finishes(served)).toEqual([12, 13, 14]);
    expect(served.metrics.busy).toBe(6e6);
  });
});

describe("averages, against the formulas", () => {
  const bursts = [7, 4, 12, 1, 9];
  const jobs = bursts.map((cpu) => ({ cpu }));
  const share = (sum: number) => sum / bursts.length;

  test("first come, first served: each waits for all before it", () => {
    const total = bursts.reduce((sum, burst, index) => sum + burst * (bursts.length - 1 - index), 0);
    expect(mean(waits(run("fifo", jobs)))).toBeCloseTo(share(total), 12);
  });

  test("shortest first: the same formula over the sorted list, and no order waits less", () => {
    const total = bursts
      .toSorted((a, b) => a - b)
      .reduce((sum, burst, at) => sum + burst * (bursts.length - 1 - at), 0);
    const least = mean(waits(run("sjf", jobs)));
    expect(least).toBeCloseTo(share(total), 12);
    for (const order of [jobs.toReversed(), [...jobs.slice(2), ...jobs.slice(0, 2)]]) {
      expect(mean(waits(run("fifo", order)))).toBeGreaterThanOrEqual(least);
    }
  });

  test.each([1, 3, 5])("round robin with a quantum of %i: a queue worked through by hand", (quantum) => {
    const left = [...bursts];
    const queue = bursts.map((_, index) => index);
    const ends = bursts.map(() => 0);
    for (let now = 0, at = queue.shift(); at !== undefined; at = queue.shift()) {
      const turn = Math.min(quantum, left[at] as number);
      now += turn;
      left[at] = (left[at] as number) - turn;
      if (left[at] === 0) ends[at] = now;
      else queue.push(at);
    }
    const served = run(`{policy: rr, quantum: ${quantum}ms}`, jobs);
    expect(finishes(served)).toEqual(ends);
    expect(waits(served)).toEqual(ends.map((end, index) => end - (bursts[index] as number)));
  });

  test("response time: round robin answers within a round, first come, first served does not", () => {
    const started = ({ metrics }: CheckedRun) => metrics.tasks.map((task) => inMs(task.started));
    expect(started(run("{policy: rr, quantum: 1ms}", jobs))).toEqual([0, 1, 2, 3, 4]);
    expect(started(run("fifo", jobs))).toEqual([0, 7, 11, 23, 24]);
  });

  test("the length of the program is the sum of its bursts whatever the policy", () => {
    for (const policy of ["fifo", "sjf", "{policy: rr, quantum: 2ms}", "fair"]) {
      expect(Math.max(...finishes(run(policy, jobs)))).toBe(33);
    }
  });
});

describe("several cores share one queue", () => {
  test("list scheduling: whoever is next takes the core that is free", () => {
    const served = run("fifo", [{ cpu: 4 }, { cpu: 6 }, { cpu: 3 }, { cpu: 2 }, { cpu: 5 }], 2);
    expect(finishes(served)).toEqual([4, 6, 7, 8, 12]);
    expect(served.metrics.parallel).toBe(true);
  });

  test("Graham's bound: no order of the list is worse than 2 - 1/m times the best", () => {
    const worst = run("fifo", [...Array.from({ length: 6 }, () => ({ cpu: 1 })), { cpu: 3 }], 3);
    const best = run("fifo", [{ cpu: 3 }, ...Array.from({ length: 6 }, () => ({ cpu: 1 }))], 3);
    expect(Math.max(...finishes(worst))).toBe(5);
    expect(Math.max(...finishes(best))).toBe(3);
    expect(5 / 3).toBeLessThanOrEqual(2 - 1 / 3);
  });

  test("as many cores as threads: nobody waits", () => {
    const served = run("{policy: rr, quantum: 1ms}", [{ cpu: 7 }, { cpu: 5 }, { cpu: 9 }], 3);
    expect(finishes(served)).toEqual([7, 5, 9]);
    expect(served.metrics.switches.involuntary).toBe(0);
  });
});

describe("the fair scheduler", () => {
  test("two hogs on one core take turns of a tick, 4 ms", () => {
    const served = run("fair", [{ cpu: 12 }, { cpu: 12 }]);
    expect(chart(served)).toEqual(["P1 0-4", "P2 4-8", "P1 8-12", "P2 12-16", "P1 16-20", "P2 20-24"]);
  });

  test.each([3, 4])(
    "%i hogs on one core: no turn is longer than a tick, and nobody falls behind by more than a round",
    (count) => {
      const served = run(
        "fair",
        Array.from({ length: count }, () => ({ cpu: 40 })),
      );
      const lengths = chart(served).map((turn) => /(\d+)-(\d+)$/.exec(turn)?.slice(1).map(Number) as [number, number]);
      expect(new Set(lengths.slice(0, -count).map(([from, to]) => to - from))).toEqual(new Set([4]));
      expect(Math.min(...finishes(served))).toBeGreaterThanOrEqual(40 * count - 4 * count);
    },
  );

  test.each([
    [0, 5, 1024 / (1024 + 335)],
    [0, 10, 1024 / (1024 + 110)],
    [-5, 0, 3121 / (3121 + 1024)],
    [3, 3, 1 / 2],
  ])("niceness %i and %i share the core by their weights", (first, second, share) => {
    const served = run("fair", [
      { cpu: 2000, nice: first },
      { cpu: 2000, nice: second },
    ]);
    const early = Math.min(...finishes(served));
    const [one, other] = served.history.worldAt(served.trace.log.lastAtOrBefore((early * 1e6) as never)).tasks;
    expect((one?.cpu ?? 0) / ((one?.cpu ?? 0) + (other?.cpu ?? 0))).toBeCloseTo(share, 1.5);
  });

  test("who mostly sleeps gets the core when it wakes: it is owed time", () => {
    const served = run("fair", [{ cpu: 60 }, { at: 20, cpu: [1, 5, 1, 5, 1, 5, 1] }]);
    expect(waits(served)[1]).toBeLessThanOrEqual(4);
    expect(finishes(served)[1]).toBeLessThanOrEqual(43);
  });

  test("a core that goes idle pulls what is queued on another", () => {
    const served = run("fair", [{ cpu: 20 }, { cpu: 20 }, { cpu: 4 }, { cpu: 4 }], 2);
    expect(served.metrics.makespan / 1e6).toBeLessThanOrEqual(28);
    expect(served.metrics.utilization).toBeGreaterThan(1.7);
  });
});

test.each([
  ["fair", 4],
  ["{policy: fair, quantum: 10ms}", 10],
  ["{policy: rr, quantum: 3ms}", 3],
  ["rr", 10],
  ["fifo", null],
])("the header tells the slice of %s", (scheduler, slice) => {
  const { quantum } = run(scheduler, [{ cpu: 1 }]).trace.header.machine;
  expect(quantum === null ? null : inMs(quantum)).toBe(slice);
});
