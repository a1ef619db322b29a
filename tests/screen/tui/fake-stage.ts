/** A stage that plays made-up runs: an event each millisecond, every fourth a context switch. */
import { ms } from "../../../src/base/time.ts";
import { define, type Judgement } from "../../../src/claims/claim.ts";
import { time } from "../../../src/claims/figures.ts";
import type { Frame } from "../../../src/screen/frame/frame.ts";
import { buildRace } from "../../../src/screen/frame/race.ts";
import type { Ledger, Stage } from "../../../src/screen/scene/stage.ts";
import type { Cursor, Run } from "../../../src/screen/session/state.ts";
import type { Line } from "../../../src/screen/views/line.ts";
import type { View } from "../../../src/screen/views/view.ts";

export interface FakeRun extends Run {
  readonly title: string;
}

function run(title: string, events: number): FakeRun {
  const seqs = Array.from({ length: events }, (_, event) => event);
  return {
    title,
    events,
    end: ms(events),
    timeAt: (event) => ms(event),
    lastAtOrBefore: (time) => Math.min(events - 1, Math.floor(time / 1e6)),
    switches: seqs.filter((event) => event % 4 === 0),
    handovers: seqs.filter((event) => event % 8 === 0),
    findings: seqs.filter((event) => event % 50 === 0),
    lessons: seqs.filter((event) => event % 50 === 0),
    choices: [],
    choice: () => {
      throw new RangeError("there is no choice");
    },
    presentAt: () => ({ cores: 4, interval: ms(5), devices: [] }),
    causeOf: (event) => (event === 0 ? null : event - 1),
    tasks: 3,
    processes: 1,
    page: ms(events + 1),
    listed: () => ({ tasks: [0, 1, 2], ended: 0 }),
    eventsOf: () => seqs,
    hasGil: true,
    hasInterval: true,
  };
}

const drawn =
  (id: string) =>
  (frame: Frame): readonly Line[] => [
    [
      { text: ` ${frame.title}`, style: { ink: "now", bold: true } },
      { text: `  ${frame.modelTitle}    view ${id}`, style: { ink: "label" } },
    ],
    [],
    ...[0, 1, 2].map(
      (core): Line => [
        { text: ` core ${core} `, style: { ink: "label" } },
        {
          text: "A".padEnd(Math.min(frame.timeline.columns, frame.status.event + core)),
          style: { task: core, ground: "tile" },
        },
      ],
    ),
    [{ text: ` ${frame.why.map(({ phrases }) => phrases.map(({ text }) => text).join("")).join(" ")}`, style: {} }],
  ];

const view = (id: string): View => ({
  id,
  title: id,
  timelineColumns: (room) => room.columns - 20,
  draw: drawn(id),
});

function frame(run: FakeRun, cursor: Cursor, columns: number, explain: number | null): Frame {
  // Only what the made-up views, the status line and a screen reader read.
  const facts = {
    title: run.title,
    modelTitle: "threads + GIL",
    timeline: { columns },
    machine: { cores: 4 },
    python: null,
    tasks: ["Ann", "Bob", "Cat"].map((name) => ({ tile: { name } })),
    findings: [],
    end: run.end,
    why: explain === null ? [] : [{ phrases: [{ text: `event ${explain + 1} happened` }] }],
    status: {
      event: cursor.event + 1,
      events: run.events,
      switches: Math.floor((cursor.event + 4) / 4),
      forced: 0,
    },
  };
  return facts as unknown as Frame;
}

const CLAIMS = [
  { id: "1", statement: "Threads are slow.", verdict: "depends" },
  { id: "m1", statement: "More is more.", verdict: "false" },
] as const;

const LEDGER: Ledger = {
  claims: CLAIMS,
  *settling(id) {
    for (const run of [1, 2]) yield { run, runs: 2, title: "blocking", made: { events: 1000 * run, time: ms(run) } };
    return {
      claim: { ...define({ id, statement: "More is more.", verdict: "false", runs: {}, judge: () => JUDGEMENT }) },
      holds: true,
      ...JUDGEMENT,
    };
  },
  runsOf: () => [
    { title: "friends -m blocking", scenario: "friends", model: "blocking" },
    { title: "friends -m asyncio", scenario: "friends", model: "asyncio" },
  ],
};

const JUDGEMENT: Judgement = {
  cases: [{ when: "three friends", answer: "no", figures: [time("alone", ms(3)), time("together", ms(6))] }],
  sentence: "It took twice as long.",
};

export const STAGE: Stage<FakeRun> = {
  scenarios: [
    {
      id: "friends",
      title: "Three friends",
      about: "They order burgers.",
      teaches: "What a GIL does.",
      bestModel: "threads-gil",
    },
    {
      id: "downloads",
      title: "Ten downloads",
      about: "Waiting for the network.",
      teaches: "Overlap.",
      bestModel: "asyncio",
    },
  ],
  models: [
    { id: "blocking", title: "blocking", about: "One after the other." },
    { id: "threads-gil", title: "threads + GIL", about: "One runs at a time." },
    { id: "asyncio", title: "asyncio", about: "One loop." },
  ],
  views: [view("lanes"), view("restaurant")],
  knobsOf: (_, model) => ({ model, cores: 4, interval: ms(5), tasks: 3, whatIf: [] }),
  save: (scenario) => `saved: ${scenario}.what-if.yaml`,
  simulate: (scenario, knobs) =>
    knobs.model === "asyncio" && scenario === "friends"
      ? { ok: false, error: "asyncio cannot do this" }
      : { ok: true, run: run(`${scenario} under ${knobs.model} on ${knobs.cores}`, 200) },
  *inSlices(scenario, knobs) {
    // A model that takes its time.
    if (knobs.model === "slow") for (const time of [ms(1), ms(2), null]) yield { events: 100_000, time };
    return STAGE.simulate(scenario, knobs);
  },
  *measuring({ title }) {
    if (title.includes("slow")) yield { events: 100_000, time: null };
  },
  frame: (made, cursor, { columns, explain }) => frame(made, cursor, columns, explain),
  findings: (made) =>
    Array.from(made.lessons, (event, nth) => ({
      time: made.timeAt(event),
      phrases: [{ text: `Finding ${nth + 1}: something is slower than it need be, and this sentence says why it is.` }],
    })),
  compared: ["blocking", "threads-gil", "asyncio"],
  raceFrame: (entrants, wishes) => {
    const rows = entrants.map((entrant) =>
      entrant.state === "refused"
        ? { kind: "refused" as const, label: entrant.label, reason: entrant.reason }
        : { kind: "waits" as const, label: entrant.label, made: entrant.state === "waiting" ? entrant.made : null },
    );
    return { ...buildRace([], wishes), rows };
  },
  page: (model) => [
    {
      heading: "Modelled",
      sentences: Array.from({ length: 30 }, (_, at) => `${model} does a thing, number ${at + 1}.`),
    },
    { heading: "Simplified", sentences: ["Everything else…"] },
  ],
  ledger: () => Promise.resolve(LEDGER),
  preview: (scenario, model) => [[{ text: `preview of ${scenario} ${model ?? ""}`, style: { task: 2 } }]],
};
