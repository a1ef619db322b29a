/** Any jobs: the kernel's schedule is that of a few lines which know nothing of kernels. Times in whole milliseconds, no costs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { History } from "../../../src/trace/history.ts";
import { measure } from "../../../src/trace/metrics.ts";

interface Job {
  readonly at: number;
  readonly cpu: number;
}

const anyJobs = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), cpu: fc.integer({ min: 1, max: 12 }) }), {
  minLength: 1,
  maxLength: 8,
});

function simulated(jobs: readonly Job[], scheduler: string, cores: number): readonly number[] {
  const tasks = jobs.map(({ at, cpu }, index) => `{name: P${index}, at: ${at}ms, steps: [{cpu: ${cpu}ms}]}`);
  const text = `{machine: {cores: ${cores}, scheduler: ${scheduler}}, costs: none, tasks: [${tasks.join(", ")}]}`;
  const trace = simulate(loadScenario(text, "test"), runtimes.get("threads"));
  return measure(new History(trace)).tasks.map(({ finished }) => (finished as number) / 1e6);
}

const byArrival = (jobs: readonly Job[]) =>
  [...jobs.keys()].sort((a, b) => (jobs[a]?.at ?? 0) - (jobs[b]?.at ?? 0) || a - b);

/** Whoever came first takes the core that is free first. */
function firstCome(jobs: readonly Job[], cores: number): readonly number[] {
  const free: number[] = Array.from({ length: cores }, () => 0);
  const ends: number[] = [];
  for (const id of byArrival(jobs)) {
    const core = free.indexOf(Math.min(...free));
    const { at, cpu } = jobs[id] as Job;
    free[core] = Math.max(at, free[core] as number) + cpu;
    ends[id] = free[core];
  }
  return ends;
}

/** Of those who are there the shortest runs to its end; ties to the one that came first. A burst ends before others arrive at that instant. */
function shortestFirst(jobs: readonly Job[]): readonly number[] {
  const left = byArrival(jobs);
  const ends: number[] = [];
  let now = 0;
  while (left.length > 0) {
    const first = (jobs[left[0] as number] as Job).at;
    const idle = first >= now;
    if (idle) now = first;
    const there = left.filter((id) => (jobs[id] as Job).at < now || (idle && (jobs[id] as Job).at === now));
    const shortest = there.reduce((best, id) => ((jobs[id] as Job).cpu < (jobs[best] as Job).cpu ? id : best));
    now += (jobs[shortest] as Job).cpu;
    ends[shortest] = now;
    left.splice(left.indexOf(shortest), 1);
  }
  return ends;
}

/** A quantum each in turn; who comes at its end queues before the one who is sent away. */
function roundRobin(jobs: readonly Job[], quantum: number): readonly number[] {
  const coming = byArrival(jobs);
  const rest = jobs.map(({ cpu }) => cpu);
  const queue: number[] = [];
  const ends: number[] = [];
  let now = 0;
  const arrive = () => {
    while (coming.length > 0 && (jobs[coming[0] as number] as Job).at <= now) queue.push(coming.shift() as number);
  };
  for (arrive(); queue.length > 0 || coming.length > 0; arrive()) {
    const id = queue.shift();
    if (id === undefined) {
      now = (jobs[coming[0] as number] as Job).at;
      continue;
    }
    const turn = Math.min(quantum, rest[id] as number);
    now += turn;
    rest[id] = (rest[id] as number) - turn;
    if (rest[id] === 0) ends[id] = now;
    else {
      arrive();
      queue.push(id);
    }
  }
  return ends;
}

test("first come, first served", () => {
  fc.assert(
    fc.property(anyJobs, (jobs) => {
      expect(simulated(jobs, "fifo", 1)).toEqual(firstCome(jobs, 1));
    }),
  );
});

test("shortest job first", () => {
  fc.assert(
    fc.property(anyJobs, (jobs) => {
      expect(simulated(jobs, "sjf", 1)).toEqual(shortestFirst(jobs));
    }),
  );
});

test("round robin", () => {
  fc.assert(
    fc.property(anyJobs, fc.integer({ min: 1, max: 6 }), (jobs, quantum) => {
      expect(simulated(jobs, `{policy: rr, quantum: ${quantum}ms}`, 1)).toEqual(roundRobin(jobs, quantum));
    }),
  );
});

test("several cores: whoever is next takes the core that is free first", () => {
  // At different instants: which of several idle cores wakes first is nobody's promise.
  const apart = anyJobs.map((jobs) => jobs.map(({ at, cpu }, index) => ({ at: at * 10 + index, cpu: cpu * 10 })));
  fc.assert(
    fc.property(apart, fc.integer({ min: 2, max: 4 }), (jobs, cores) => {
      expect(simulated(jobs, "fifo", cores)).toEqual(firstCome(jobs, cores));
    }),
  );
});

test("fair: a sleeper that wakes takes the core at once, or waits for the tick where wake-ups do not preempt", () => {
  const endOfSleeper = (preempts: boolean) => {
    const text = `{machine: {cores: 1, scheduler: {policy: fair, preemptOnWake: ${preempts}}}, costs: none, tasks: [
      {name: Hog, steps: [{cpu: 40ms}]}, {name: Sleeper, steps: [{sleep: 9ms}, {cpu: 1ms}]}]}`;
    const trace = simulate(loadScenario(text, "test"), runtimes.get("threads"));
    return (measure(new History(trace)).tasks[1]?.finished as number) / 1e6;
  };
  // Ticks come every 4 ms; the sleeper's nine begin at 4 ms, when it first got the core.
  expect(endOfSleeper(true)).toBe(14);
  expect(endOfSleeper(false)).toBe(17);
});
