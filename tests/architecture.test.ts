/** The import rule and the size budgets of DESIGN, executed. A new edge is a line here, with its reason. */
import { expect, test } from "vitest";
import { codeOf, type Import, readSources, type Source } from "./support/sources.ts";

/** The rooms, the most particular first: the first whose path begins a file's path is its room. */
const ROOMS = [
  "base",
  "trace",
  "simulation/kernel",
  "simulation/profiles",
  "simulation/workload",
  "simulation/runtimes",
  "simulation/scenarios",
  "simulation/listings",
  "simulation/simulate.ts",
  "fidelity",
  "analysis",
  "claims",
  "screen/frame",
  "screen/views/line.ts",
  "screen/views/themes",
  "screen/views/theme.ts",
  "screen/views",
  "screen/paint",
  "screen/session",
  "screen/scene",
  "screen/recorder",
  "screen/tui",
  "exporters",
  "cli",
] as const;
type Room = (typeof ROOMS)[number];

interface Edge {
  readonly from: Room;
  readonly to: readonly (Room | "node" | (string & {}))[];
  /** How much may be imported: anything, types only, or only by `import()`. */
  readonly how?: "type" | "dynamic";
  readonly why: string;
}

/** A room may import itself and what is listed here; nothing else. */
const EDGES: readonly Edge[] = [
  { from: "trace", to: ["base"], why: "times, errors, registries" },

  { from: "simulation/kernel", to: ["base", "trace"], why: "the kernel emits events" },
  { from: "simulation/kernel", to: ["simulation/profiles"], how: "type", why: "what things cost is given to it" },
  { from: "simulation/profiles", to: ["base"], why: "costs are times" },
  { from: "simulation/workload", to: ["base"], why: "durations, error messages" },
  {
    from: "simulation/workload",
    to: ["simulation/profiles"],
    why: "a file may change the cost table: its names are profiles'",
  },
  { from: "simulation/workload", to: ["trace"], how: "type", why: "a step spells itself as the trace's StepFacts" },
  { from: "simulation/workload", to: ["yaml", "valibot", "@valibot/to-json-schema"], why: "reads and checks files" },
  {
    from: "simulation/runtimes",
    to: ["base", "trace", "simulation/kernel", "simulation/workload", "simulation/profiles"],
    why: "a runtime runs a workload's steps as a program on the kernel",
  },
  { from: "simulation/scenarios", to: ["base", "simulation/workload"], why: "the list is a registry" },
  { from: "simulation/scenarios", to: ["node"], why: "the files lie beside the program" },
  {
    from: "simulation/listings",
    to: ["base", "simulation/workload"],
    why: "writes the program that does a workload's steps; knows no kernel and no run",
  },
  { from: "simulation/listings", to: ["trace"], how: "type", why: "a listing is the trace's plain data" },
  {
    from: "simulation/simulate.ts",
    to: ["base", "trace", "simulation/kernel", "simulation/profiles", "simulation/workload", "simulation/runtimes"],
    why: "the one door of its wing",
  },

  {
    from: "fidelity",
    to: [
      "base",
      "trace",
      "simulation/profiles",
      "simulation/runtimes",
      "simulation/simulate.ts",
      "simulation/workload",
    ],
    why: "simulates what was measured and reads the traces; nothing in simulation knows of it",
  },
  { from: "fidelity", to: ["node", "yaml"], why: "the measured data lies beside the program" },

  { from: "analysis", to: ["base", "trace"], why: "reads traces" },

  {
    from: "claims",
    to: ["base", "trace"],
    why: "reads finished runs: their figures, and what is not among them from their events",
  },
  { from: "claims", to: ["analysis"], how: "type", why: "a claim may rest on a finding" },

  { from: "screen/frame", to: ["base", "trace", "analysis"], why: "what one screen shows of a trace" },
  {
    from: "screen/views",
    to: ["base", "screen/frame", "screen/views/line.ts", "screen/views/theme.ts"],
    why: "draws a frame as lines",
  },
  { from: "screen/views", to: ["claims"], how: "type", why: "draws what a claim came to" },
  {
    from: "screen/views/theme.ts",
    to: ["base", "screen/views/line.ts", "screen/views/themes"],
    why: "gives a style its colours",
  },
  { from: "screen/views/themes", to: ["base", "screen/views/line.ts"], why: "a colour for each meaning" },
  {
    from: "screen/paint",
    to: ["base", "screen/views/line.ts", "screen/views/theme.ts", "screen/views/themes"],
    why: "paints lines in the theme's colours; knows no view",
  },
  { from: "screen/session", to: ["base", "trace", "screen/frame"], why: "cursor, selection, commands" },
  {
    from: "screen/scene",
    to: [
      "base",
      "trace",
      "screen/frame",
      "screen/views",
      "screen/views/line.ts",
      "screen/views/theme.ts",
      "screen/views/themes",
      "screen/session",
    ],
    why: "what is on the screen, as lines, without Ink: the live app and the recorder show the same",
  },
  { from: "screen/scene", to: ["claims"], how: "type", why: "offers the claims it is given" },
  {
    from: "screen/recorder",
    to: [
      "base",
      "trace",
      "screen/frame",
      "screen/session",
      "screen/scene",
      "screen/views/line.ts",
      "screen/views/theme.ts",
      "screen/views/themes",
      "screen/views",
      "screen/paint",
    ],
    why: "plays a scene by a made-up clock and keeps what it looked like",
  },
  { from: "screen/tui", to: ["claims"], how: "type", why: "offers the claims it is given" },
  { from: "screen/tui", to: ["screen/scene"], why: "shows the scene" },
  { from: "screen/session", to: ["screen/views", "simulation/runtimes"], how: "type", why: "the registries' types" },
  {
    from: "screen/tui",
    to: [
      "base",
      "trace",
      "analysis",
      "screen/frame",
      "screen/views",
      "screen/views/line.ts",
      "screen/views/theme.ts",
      "screen/views/themes",
      "screen/paint",
      "screen/session",
    ],
    why: "puts the wing together",
  },
  { from: "screen/tui", to: ["ink", "react", "ink-select-input", "node"], why: "the only Ink" },

  {
    from: "exporters",
    to: [
      "base",
      "trace",
      "analysis",
      "screen/frame",
      "screen/views",
      "screen/views/line.ts",
      "screen/views/theme.ts",
      "screen/views/themes",
      "screen/paint",
    ],
    why: "writes what the trace and the views say",
  },

  { from: "exporters", to: ["screen/recorder"], how: "type", why: "the shape of a recording" },

  { from: "exporters", to: ["fidelity"], how: "type", why: "the shape of what it prints" },

  { from: "exporters", to: ["claims"], how: "type", why: "writes what a claim came to" },

  {
    from: "cli",
    to: [
      "base",
      "trace",
      "analysis",
      "claims",
      "exporters",
      "screen/frame",
      "screen/views",
      "screen/views/line.ts",
      "screen/views/theme.ts",
      "screen/views/themes",
      "screen/paint",
      "simulation/listings",
      "simulation/runtimes",
      "simulation/scenarios",
      "simulation/simulate.ts",
      "simulation/workload",
    ],
    why: "parses, calls, prints",
  },
  { from: "cli", to: ["fidelity"], why: "prints what it says; a model's page" },
  { from: "cli", to: ["screen/session"], why: "speeds by name; what a session wants of a run" },
  { from: "cli", to: ["screen/scene"], how: "type", why: "the shape of what the screen plays on" },
  { from: "cli", to: ["screen/recorder", "screen/scene"], why: "records what the screen would show" },
  { from: "cli", to: ["screen/tui"], how: "dynamic", why: "headless commands never pay for React" },
  { from: "cli", to: ["screen/tui"], how: "type", why: "the shape of what is passed to it" },
  { from: "cli", to: ["commander", "node"], why: "the command line" },
  { from: "cli", to: ["yaml"], why: "saves a scenario with its forks, and keeps the comments of its file" },
  { from: "cli", to: ["yaml", "valibot"], why: "the file of a person's settings" },
];

/** Edges that exist and should not, each with the way out. Wanted: none. */
const DEBTS: readonly Edge[] = [];

const FILE_LINES = 400;
const COMPONENT_LINES = 120;
/** Files over the budget, each with the reason and its own bound. */
const LONG_FILES: readonly { readonly path: string; readonly lines: number; readonly why: string }[] = [];

/** Below the session nothing reads a clock, a timer, the environment or chance of its own. */
const TIMELESS: readonly Room[] = ROOMS.filter((room) => !["screen/tui", "exporters", "cli"].includes(room));
const AMBIENT =
  /\b(?:Date\.now|new Date|Math\.random|performance\.now|setTimeout|setInterval|setImmediate|queueMicrotask|process\.(?:env|argv|std(?:in|out|err)|exit|hrtime|platform|nextTick|memoryUsage|cpuUsage|cwd|uptime|pid|versions?)\b|console\.|globalThis\b)/;

const sources = readSources();
const named = new Map(sources.map((source) => [source.path, source]));

test("every file is in a room", () => {
  expect(sources.filter((source) => roomOf(source.path) === undefined).map((source) => source.path)).toEqual([]);
});

test("a room imports only what the list allows", () => {
  expect(
    sources.flatMap((source) =>
      source.imports
        .filter((each) => !isAllowed(source, each))
        .map((each) => `${source.path} → ${each.target} (${each.how})`),
    ),
  ).toEqual([]);
});

test("an import inside src names an existing file with its extension", () => {
  const broken = sources.flatMap((source) =>
    source.imports
      .filter((each) => each.inside && !named.has(each.target) && !each.target.endsWith(".json"))
      .map((each) => `${source.path} → ${each.target}`),
  );
  expect(broken).toEqual([]);
});

test("each edge and each debt has a reason, and no debt is left once it is paid", () => {
  expect([...EDGES, ...DEBTS].filter((edge) => edge.why.trim() === "")).toEqual([]);
  const paid = DEBTS.filter(
    (debt) => !sources.some((source) => source.imports.some((each) => fits(debt, roomOf(source.path), each))),
  );
  expect(paid).toEqual([]);
});

test("a cold start loads neither the simulation nor the screen", () => {
  const reached = closure("cli/main.ts", ["value"]);
  expect(
    [...reached].filter((target) => /^simulation\/|^screen\/|^analysis\/|^(?:yaml|valibot|ink|react)$/.test(target)),
  ).toEqual([]);
});

test("headless commands never load React", () => {
  const reached = closure("cli/main.ts", ["value", "dynamic"], (target) => target.startsWith("screen/tui/"));
  expect([...reached].filter((target) => /^(?:ink|react|ink-select-input)$/.test(target))).toEqual([]);
});

test("files stay within their budgets", () => {
  const long = sources
    .filter((source) => source.lines > budgetOf(source))
    .map((source) => `${source.path}: ${source.lines} lines`);
  expect(long).toEqual([]);
  const spare = LONG_FILES.filter((each) => (named.get(each.path)?.lines ?? 0) <= FILE_LINES).map((each) => each.path);
  expect(spare, "exceptions that are not needed any more").toEqual([]);
});

test("no ambient clock, timer, chance, console or environment below the session", () => {
  const found = sources
    .filter((source) => TIMELESS.includes(roomOf(source.path) as Room) && source.path !== "screen/session/player.ts")
    .flatMap((source) => linesWith(source, AMBIENT));
  expect(found).toEqual([]);
});

test("numbers become text in base only", () => {
  const found = sources
    .filter((source) => roomOf(source.path) !== "base")
    .flatMap((source) => linesWith(source, /\.(?:toFixed|toPrecision|toLocaleString)\(/));
  expect(found).toEqual([]);
});

test("restaurant words stay in the restaurant", () => {
  const found = sources
    .filter((source) =>
      /^(?:base|trace|simulation\/(?:kernel|profiles|runtimes)|screen\/(?:paint|frame))\//.test(source.path),
    )
    .flatMap((source) => linesWith(source, /\b(?:waiter|cook|burger|kitchen|guest)s?\b(?!s?\()/i))
    .filter((line) => !/waiters?\b/.test(line));
  expect(found).toEqual([]);
});

test("exports are named, files are kebab-case, components PascalCase", () => {
  expect(sources.flatMap((source) => linesWith(source, /^export default\b/))).toEqual([]);
  expect(
    sources
      .map((source) => source.path)
      .filter((path) => !/^(?:[a-z0-9-]+\/)*(?:[a-z0-9-]+\.tsx?|[A-Z][A-Za-z0-9]*\.tsx)$/.test(path)),
  ).toEqual([]);
});

function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path === room || path.startsWith(`${room}/`));
}

function isAllowed(source: Source, each: Import): boolean {
  const from = roomOf(source.path);
  if (each.inside && roomOf(each.target) === from) return true;
  return [...EDGES, ...DEBTS].some((edge) => fits(edge, from, each));
}

function fits(edge: Edge, from: Room | undefined, each: Import): boolean {
  if (edge.from !== from) return false;
  if (edge.how !== undefined && edge.how !== each.how) return false;
  const target = each.inside ? roomOf(each.target) : each.target.startsWith("node:") ? "node" : each.target;
  if (from === "cli" && each.inside && each.target === "../package.json") return true;
  return target !== undefined && edge.to.includes(target);
}

/** Everything a file loads, however indirectly, by these kinds of import. */
function closure(
  start: string,
  how: readonly Import["how"][],
  stop: (target: string) => boolean = () => false,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const each of named.get(path)?.imports ?? []) {
      if (!how.includes(each.how) || reached.has(each.target) || stop(each.target)) continue;
      reached.add(each.target);
      if (each.inside) open.push(each.target);
    }
  }
  return reached;
}

function budgetOf(source: Source): number {
  const exception = LONG_FILES.find((each) => each.path === source.path);
  if (exception !== undefined) return exception.lines;
  return /\/[A-Z][A-Za-z0-9]*\.tsx$/.test(source.path) ? COMPONENT_LINES : FILE_LINES;
}

function linesWith(source: Source, pattern: RegExp): readonly string[] {
  return codeOf(source.text)
    .split("\n")
    .filter((line) => pattern.test(line))
    .map((line) => `${source.path}: ${line.trim()}`);
}
