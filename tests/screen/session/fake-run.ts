import fc from "fast-check";
import { ms, type Ns, ns } from "../../../src/base/time.ts";
import { type Action, openSession, reduce } from "../../../src/screen/session/session.ts";
import type { Run, Session } from "../../../src/screen/session/state.ts";

export interface FakeRun extends Run {
  readonly name: string;
}

interface Shape {
  readonly choices?: readonly number[];
  /** Milliseconds of the events, ascending. */
  readonly times: readonly number[];
  readonly end?: number;
  readonly switches?: readonly number[];
  readonly handovers?: readonly number[];
  readonly findings?: readonly number[];
  readonly causes?: readonly (number | null)[];
  readonly tasks?: number;
  readonly processes?: number;
  readonly page?: number;
  /** By task. */
  readonly concerns?: readonly (readonly number[])[];
  readonly hasGil?: boolean;
  readonly name?: string;
}

export function fakeRun({
  times,
  end,
  switches = [],
  handovers = [],
  findings = [],
  choices = [],
  causes = [],
  ...more
}: Shape): FakeRun {
  const at = times.map((time) => ms(time));
  return {
    events: at.length,
    end: end === undefined ? (at.at(-1) ?? ns(0)) : ms(end),
    timeAt: (event) => at[event] as Ns,
    lastAtOrBefore: (time) => at.findLastIndex((each) => each <= time),
    switches,
    handovers,
    findings,
    lessons: [...findings].reverse(),
    choices,
    causeOf: (event) => causes[event] ?? null,
    tasks: more.tasks ?? 3,
    processes: more.processes ?? 1,
    page: ms(more.page ?? (end ?? times.at(-1) ?? 0) + 1),
    // The filter is a task's number; tasks end one after the other, each at an event.
    listed: ({ event }, filter) => {
      const all = Array.from({ length: more.tasks ?? 3 }, (_, task) => task);
      const tasks = all.filter((task) => String(task).includes(filter));
      return { tasks, ended: tasks.filter((task) => task < event).length };
    },
    eventsOf: (task) => more.concerns?.[task] ?? at.map((_, event) => event).filter((event) => event % 3 === task % 3),
    choice: (number) => ({
      number,
      event: choices[number] as number,
      of: "core",
      candidates: ["Ann", "Bob", "Cat"].map((name, task) => ({
        name,
        tile: { letter: name.charAt(0), hue: task, name, task },
      })),
      taken: 0,
    }),
    presentAt: () => ({
      cores: 4,
      interval: more.hasGil === false ? null : ms(5),
      devices: [{ name: "network", latency: ms(30) }],
    }),
    hasGil: more.hasGil ?? true,
    hasInterval: more.hasGil ?? true,
    name: more.name ?? "run",
  };
}

export const KNOBS = { model: "threads-gil", cores: 4, interval: ms(5), tasks: null, whatIf: [] } as const;

export function open(run: FakeRun, more: Partial<Session<FakeRun>> = {}): Session<FakeRun> {
  const session = openSession({
    run,
    knobs: KNOBS,
    models: ["blocking", "threads-gil", "asyncio"],
    views: ["lanes", "restaurant", "split"],
  });
  return { ...session, ...more };
}

/** The session after so many keys, as written: `10l`, `space`, `:`. Effects are dropped. */
export function press(session: Session<FakeRun>, ...keys: string[]): Session<FakeRun> {
  return keys.reduce((state, key) => reduce(state, { type: "key", key })[0], session);
}

export const happened = (session: Session<FakeRun>, action: Action<FakeRun>): Session<FakeRun> =>
  reduce(session, action)[0];

/** Runs with simultaneous events, silence at the end, and some of everything. */
export const anyRun: fc.Arbitrary<FakeRun> = fc
  .record({
    gaps: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 40 }),
    silence: fc.nat({ max: 20 }),
    seed: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    hasGil: fc.boolean(),
    tasks: fc.nat({ max: 5 }),
  })
  .map(({ gaps, silence, seed, hasGil, tasks }) => {
    let now = 0;
    const times = gaps.map((gap) => {
      now += gap;
      return now;
    });
    const some = times.map((_, event) => event).filter((event) => seed[event]);
    return fakeRun({
      times,
      end: now + silence,
      switches: some,
      handovers: hasGil ? some.filter((event) => event % 2 === 0) : [],
      findings: some.filter((event) => event % 3 === 0),
      causes: times.map((_, event) => (event > 0 && seed[event] ? Math.floor(event / 2) : null)),
      hasGil,
      tasks,
    });
  });
