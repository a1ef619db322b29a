/** Which finding which run brings out, and that quiet runs bring out none. */
import { describe, expect, test } from "vitest";
import { findingsOf, insights } from "../../../src/analysis/insights/index.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import type { Setting } from "../../../src/simulation/workload/settings.ts";
import { endOf, type Trace } from "../../../src/trace/trace.ts";

function run(scenario: string, model: string, settings: readonly Setting[] = [], text = scenarioText(scenario)): Trace {
  return simulate(loadScenario(text, scenario, settings), runtimes.get(model));
}

const idsOf = (trace: Trace): readonly string[] => findingsOf(trace).map(({ id }) => id);

/** Each finding, a run made for it, and its words; numbers are checked where they are the point. */
const OWN: readonly (readonly [id: string, scenario: string, model: string, words: RegExp])[] = [
  ["quadrant", "three-friends", "threads", /^Concurrent and parallel: up to 3 tasks .* up to 3 cores/],
  ["deadlock", "two-locks", "threads-gil", /^Deadlock: Ann waits for board, which Bob holds; Bob waits for knife/],
  [
    "deadlock",
    "full-pool",
    "thread-pool",
    /^Deadlock: Album 1 and Album 2 wait for .*, which are in the queue of the thread pool; both workers .* are taken/,
  ],
  ["lost-update", "lost-update", "threads-gil", /^Lost updates: 1 395 of 4 000 made to total: /],
  ["blocked-loop", "blocking-in-asyncio", "asyncio", /^Blocked loop: Report kept .* in a blocking call to database/],
  ["gil-convoy", "convoy", "threads-gil", /^GIL convoy: Sleeper .* 1\d times .*: 1\.\d switch intervals? of 5 ms lost/],
  ["late-timer", "blocking-in-asyncio", "asyncio", /^Late timer: a sleep of 10 ms in Heartbeat .*Report had the event/],
  [
    "late-timer",
    "noisy-neighbours",
    "threads",
    /^Late timer: a sleep of 20 ms in Monitor .* \(\d of 5 sleeps did\), .* had the cores\.$/,
  ],
  ["late-timer", "noisy-neighbours", "goroutines", /^Late timer: a sleep of 20 ms in Monitor .* while Report .* had/],
  ["late-timer", "noisy-neighbours", "threads-gil", /^Late timer: a sleep of 20 ms in Monitor .* had the GIL\.$/],
  [
    "oversubscribed",
    "noisy-neighbours",
    "threads",
    /^Oversubscribed: about 6 computing threads .* on 2 hardware threads/,
  ],
  [
    "oversubscribed",
    "interrupted-mathematician",
    "threads",
    /^Oversubscribed: about 8 .* 1 hardware thread; .*\(3\.\d%\)/,
  ],
  [
    "pool-starved",
    "starved-pool",
    "asyncio",
    /^Starved pool: 10 calls .* both its workers .* for 1\d\d ms of 1\d\d ms/,
  ],
  ["pool-starved", "starved-pool", "thread-pool", /^Starved pool: 10 calls .* both its workers .* more workers/],
  ["startup-cost", "tiny-tasks", "multiprocessing", /^Start-up cost: .* starting 20 processes and passing 20 messages/],
  ["startup-cost", "tiny-tasks", "subinterpreters", /^Start-up cost: .* starting 20 interpreters/],
  ["small-interval", "small-interval", "threads-gil", /^Small switch interval: with 20 us .* times a second/],
  [
    "unfair-handover",
    "unfair-handover",
    "threads-gil",
    /^Unfair hand-over: \w+ waited .*, \d+ switch intervals of 5 ms, while \w+ \(\d times\) and \w+ \(/,
  ],
  [
    "busy-not-parallel",
    "four-sums",
    "threads-gil",
    /^Busy, not parallel: .* 200 ms of it took 201 ms: `top` shows 100%/,
  ],
  ["busy-not-parallel", "four-sums", "threads-gil-legacy", /^Busy, not parallel: .*: `top` shows 1[5-9]\d%/],
  ["idle-cores", "three-friends", "threads-gil", /^Idle cores: 0\.\d\d of 4 .* the GIL lets one thread run Python/],
  ["idle-cores", "three-friends", "blocking", /^Idle cores: .* one thread does everything/],
  ["idle-cores", "wasted-cores", "multiprocessing", /^Idle cores: .* of 8 .* mostly waiting/],
];

describe("each finding fires on its own run", () => {
  test.each(OWN)("%s: %s under %s", (id, scenario, model, words) => {
    const trace = run(scenario, model);
    const found = findingsOf(trace);
    const ids = found.map((finding) => finding.id);
    expect(found[ids.indexOf(id)]?.sentence).toMatch(words);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { seq, sentence } of found) {
      expect(trace.log.timeAt(seq)).toBeLessThanOrEqual(endOf(trace));
      expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });

  test("a run that was cut off is the only one made for by an option", () => {
    const made = new Set(OWN.map(([id]) => id));
    expect(insights.ids.filter((id) => !made.has(id))).toEqual(["budget-exhausted"]);
  });

  test("with the cause away it is silent", () => {
    const set = (path: string, value: string): Setting => ({ path, value, option: `--set ${path}=${value}` });
    const without = (id: string, scenario: string, model: string, setting: Setting) =>
      expect(idsOf(run(scenario, model, [setting])), `${id} in ${scenario}`).not.toContain(id);
    without("deadlock", "full-pool", "thread-pool", set("python.maxWorkers", "3"));
    without("gil-convoy", "convoy", "threads-gil", set("tasks[0].steps[0].cpu", "1ms"));
    without("late-timer", "noisy-neighbours", "threads", set("machine.cores", "8"));
    without("oversubscribed", "noisy-neighbours", "threads", set("machine.cores", "8"));
    without("pool-starved", "starved-pool", "asyncio", set("python.maxWorkers", "12"));
    without("startup-cost", "tiny-tasks", "multiprocessing", set("tasks[0].steps[0].cpu", "50ms"));
    without("small-interval", "small-interval", "threads-gil", set("python.switchInterval", "500us"));
    without("unfair-handover", "unfair-handover", "threads-gil", set("tasks[2].steps[0].cpu", "1ms"));
    without("busy-not-parallel", "four-sums", "threads-gil", set("machine.cores", "1"));
  });
});

const LONE = "tasks: [{ name: Ann, steps: [{ cpu: 30ms }, { io: 10ms }, { cpu: 20ms }] }]";

/**
 * What two of the quiet scenarios bring out in models that do not suit them; in all others nothing but the quadrant. Work that waits
 * leaves the cores of those idle who made threads or processes for it.
 */
const UNSUITED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "ten-downloads": {
    asyncio: [],
    gevent: [],
    subinterpreters: ["startup-cost"],
    "threads-gil": ["gil-convoy", "idle-cores"],
    "thread-pool": ["gil-convoy", "pool-starved", "idle-cores"],
    "process-pool": ["pool-starved", "idle-cores"],
  },
  "four-sums": {
    blocking: ["idle-cores"],
    "threads-gil": ["unfair-handover", "busy-not-parallel"],
    "threads-gil-legacy": ["busy-not-parallel"],
    "thread-pool": ["unfair-handover", "busy-not-parallel"],
    asyncio: ["blocked-loop", "idle-cores"],
    gevent: ["blocked-loop", "idle-cores"],
  },
};
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = { "ten-downloads": ["idle-cores"], "four-sums": [] };

describe.each(runtimes.ids)("quiet runs under %s", (model) => {
  test("a lone task", () => {
    expect(idsOf(run("lone.yaml", model, [], LONE))).toEqual(["quadrant"]);
  });

  test.each(["ten-downloads", "four-sums"])("%s", (scenario) => {
    const expected = UNSUITED[scenario]?.[model] ?? ELSEWHERE[scenario] ?? [];
    expect(idsOf(run(scenario, model))).toEqual(["quadrant", ...expected]);
  });
});
