/** THE list of a race's commands: its keys, its footer, its help and the README's table come from it. */
import { Registry } from "../../base/registry.ts";
import { atLeast, atMost, formatDuration, type Ns, ns, parseDuration, plus, ZERO } from "../../base/time.ts";
import { always, type Binding, when } from "./command.ts";
import { groupsOf, type HelpGroup, type Hint, keyLabel } from "./hints.ts";
import { inHelp } from "./modes/help.ts";
import { endOfRace, type Race, type RaceChange, runsOf, speedOfRace } from "./race-state.ts";
import { nextInstant, previousInstant } from "./race-steps.ts";
import { faster, fasterThan, slowerThan } from "./speeds.ts";

const GROUPS = ["play", "move", "models", "program"] as const;
export type RaceCommand = Binding<Race, RaceChange, (typeof GROUPS)[number]>;

/** So much of the race a page key moves. */
const PAGE = 0.1;
const MOST_COUNT = 1_000_000;
/** Longer answers are of no use to anybody. */
const LONGEST = 60;

const put = (race: Race, time: Ns): RaceChange => {
  const place = atLeast(ZERO, atMost(time, endOfRace(race)));
  return { set: { time: place, rest: place, playing: false } };
};
const paged = (race: Race, pages: number): RaceChange =>
  put(race, plus(race.time, ns(Math.round(endOfRace(race) * PAGE * pages))));

/** As many steps as there are, up to the count. */
function steps(race: Race, count: number | null, which: "events" | "switches", onward: boolean): RaceChange {
  let { time } = race;
  for (let step = 0; step < (count ?? 1); step++) {
    const next = (onward ? nextInstant : previousInstant)(race, which, time);
    if (next === null) break;
    time = next;
  }
  return { set: { time, playing: false } };
}

function step(which: "events" | "switches", noun: string, row: string, keys: readonly [string[], string[]]) {
  const make = (onward: boolean): RaceCommand => ({
    id: `race-${which}.${onward ? "next" : "previous"}`,
    keys: keys[onward ? 1 : 0],
    title: `${onward ? "next" : "previous"} ${noun} of anybody`,
    row,
    group: "move",
    enabled: (race) =>
      (onward ? nextInstant : previousInstant)(race, which, race.time) !== null ||
      `there is no ${onward ? "later" : "earlier"} ${noun}`,
    run: (race, count) => steps(race, count, which, onward),
  });
  return [make(false), make(true)];
}

const speed = (race: Race, by: number): RaceChange => ({
  set: { speed: faster(speedOfRace(race), by) },
});
const choose = (race: Race, by: number): RaceChange => {
  const count = race.entrants.length;
  return { set: { chosen: (((race.chosen + by) % count) + count) % count } };
};
const isAtEnd = (race: Race): boolean => race.time >= endOfRace(race);

export const RACE_COMMANDS = new Registry<RaceCommand>("command", [
  {
    id: "race.toggle",
    keys: ["space"],
    title: "play or pause",
    group: "play",
    enabled: when<Race>((race) => runsOf(race).length > 0, "nobody runs"),
    run: (race) => {
      if (race.playing || !isAtEnd(race)) return { set: { playing: !race.playing } };
      return { set: { time: ZERO, rest: ZERO, playing: true } };
    },
  },
  {
    id: "race.restart",
    keys: ["R"],
    title: "play from the beginning",
    group: "play",
    enabled: always,
    run: () => ({ set: { time: ZERO, rest: ZERO, playing: true } }),
  },
  {
    id: "race.slower",
    keys: ["["],
    title: "slower",
    row: "slower, faster",
    group: "play",
    enabled: when<Race>((race) => slowerThan(speedOfRace(race)).length > 0, "it cannot play slower"),
    run: (race, count) => speed(race, -(count ?? 1)),
  },
  {
    id: "race.faster",
    keys: ["]"],
    title: "faster",
    row: "slower, faster",
    group: "play",
    enabled: when<Race>((race) => fasterThan(speedOfRace(race)).length > 0, "it cannot play faster"),
    run: (race, count) => speed(race, count ?? 1),
  },
  ...step("events", "event", "one event back, on", [
    ["left", "h"],
    ["right", "l"],
  ]),
  ...step("switches", "context switch", "previous, next switch", [["N"], ["n"]]),
  {
    id: "race-page.back",
    keys: ["pageup"],
    title: "a tenth of the race back",
    row: "a tenth back, on",
    group: "move",
    enabled: when<Race>(({ time }) => time > 0, "this is the beginning of the race"),
    run: (race, count) => paged(race, -(count ?? 1)),
  },
  {
    id: "race-page.forward",
    keys: ["pagedown"],
    title: "a tenth of the race on",
    row: "a tenth back, on",
    group: "move",
    enabled: when<Race>((race) => !isAtEnd(race), "this is the end of the race"),
    run: (race, count) => paged(race, count ?? 1),
  },
  {
    id: "race-start.go",
    keys: ["g", "home"],
    title: "to the beginning",
    row: "beginning, end",
    group: "move",
    enabled: always,
    run: (race) => put(race, ZERO),
  },
  {
    id: "race-end.go",
    keys: ["G", "end"],
    title: "to the end",
    row: "beginning, end",
    group: "move",
    enabled: always,
    run: (race) => put(race, endOfRace(race)),
  },
  {
    id: "race-place.ask",
    keys: [":"],
    title: "to a time (46ms) or share (50%)",
    row: "to a time or share",
    group: "move",
    enabled: always,
    run: () => ({ set: { mode: { kind: "prompt", text: "" }, playing: false } }),
  },
  {
    id: "entrant.next",
    keys: ["j", "down", "tab"],
    title: "choose the next one",
    row: "choose one",
    group: "models",
    enabled: always,
    run: (race, count) => choose(race, count ?? 1),
  },
  {
    id: "entrant.previous",
    keys: ["k", "up"],
    title: "choose the one above",
    row: "choose one",
    group: "models",
    enabled: always,
    run: (race, count) => choose(race, -(count ?? 1)),
  },
  {
    id: "entrant.open",
    keys: ["enter"],
    title: "open it at this very moment",
    row: "open it, at this moment",
    group: "models",
    enabled: (race) => {
      const entrant = race.entrants[race.chosen];
      if (entrant?.state === "ready") return true;
      return entrant?.state === "refused" ? entrant.reason : "it is not simulated yet";
    },
    run: () => ({ set: { playing: false }, effects: [{ type: "open" }] }),
  },
  {
    id: "race.record",
    keys: ["r"],
    title: "record what you do, or end the recording",
    row: "record, or end it",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "record" }] }),
  },
  {
    id: "race-help.open",
    keys: ["?"],
    title: "this list of keys",
    group: "program",
    enabled: always,
    run: () => ({ set: { mode: { kind: "help", top: 0 }, playing: false } }),
  },
  {
    id: "race.leave",
    keys: ["escape", "c"],
    title: "back to where it was opened",
    row: "back",
    group: "program",
    enabled: when<Race>(({ canLeave }) => canLeave, "the race is where you began: q quits, enter opens a model"),
    run: () => ({ set: { playing: false }, effects: [{ type: "leave" }] }),
  },
  {
    id: "race.suspend",
    keys: ["ctrl+z"],
    title: "back to the shell for a while",
    row: "to the shell",
    group: "program",
    enabled: always,
    run: () => ({ set: { playing: false }, effects: [{ type: "suspend" }] }),
  },
  {
    id: "race.quit",
    keys: ["q"],
    title: "quit",
    row: "quit, at once",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "quit", status: 0 }] }),
  },
  {
    id: "race.interrupt",
    keys: ["ctrl+c"],
    title: "quit at once",
    row: "quit, at once",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "quit", status: 130 }] }),
  },
]);

const byKey = new Map(RACE_COMMANDS.all.flatMap((command) => command.keys.map((key) => [key, command] as const)));
/** These work everywhere. */
const PROGRAM_KEYS = new Set(["ctrl+c", "ctrl+z"]);

/** One key, by what has the keys at the moment. */
export function inRace(race: Race, key: string): RaceChange {
  const { mode } = race;
  if (mode.kind === "watch" || PROGRAM_KEYS.has(key)) return obeyed(race, key);
  if (mode.kind === "prompt") return typed(race, mode.text, key);
  const next = inHelp(mode, key, RACE_COMMANDS.all.length).set?.mode;
  return next?.kind === "help" || next?.kind === "watch" ? { set: { mode: next } } : {};
}

function obeyed(race: Race, key: string): RaceChange {
  const { count } = race;
  if (/^\d$/.test(key) && (key !== "0" || count !== null)) {
    return { set: { count: Math.min(MOST_COUNT, (count ?? 0) * 10 + Number.parseInt(key, 10)), message: null } };
  }
  const command = byKey.get(key);
  const after = { count: null, message: null };
  if (command === undefined) return { set: after };
  const enabled = command.enabled(race);
  if (enabled !== true) return { set: { ...after, message: enabled } };
  const change = command.run(race, count);
  return { ...change, set: { ...after, ...change.set } };
}

function typed(race: Race, text: string, key: string): RaceChange {
  const now = (next: string): RaceChange => ({ set: { mode: { kind: "prompt", text: next }, message: null } });
  const closed = { mode: { kind: "watch" }, message: null } as const;
  if (key === "escape" || (key === "backspace" && text === "")) return { set: closed };
  if (key === "backspace") return now(text.slice(0, -1));
  if (key === "space") return now(`${text} `);
  if (key !== "enter") return key.length === 1 && text.length < LONGEST ? now(text + key) : {};
  const place = placeOf(race, text.trim());
  return typeof place === "string" ? { set: { message: place } } : { set: { ...closed, ...put(race, place).set } };
}

/** A time (`46ms`) or a share of the race (`50%`); a sentence where it is neither. */
function placeOf(race: Race, wanted: string): Ns | string {
  if (wanted === "") return race.time;
  const end = endOfRace(race);
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(wanted)?.[1];
  if (share !== undefined) {
    const percent = Number.parseFloat(share);
    return percent > 100 ? "a race has 100 %" : ns(Math.round((end * percent) / 100));
  }
  const time = parseDuration(wanted);
  if (time === undefined) return `"${wanted}" is neither a time (46ms, 1.5s) nor a share (50%)`;
  return time > end ? `the race ends at ${formatDuration(end)}` : time;
}

/** The footer's hints, the most wanted first. */
const FOOTER: readonly (readonly [ids: readonly string[], title: (race: Race) => string])[] = [
  [["race.toggle"], (race) => (race.playing ? "pause" : "play")],
  [["entrant.open"], () => "open"],
  [["race-help.open"], () => "keys"],
  [["entrant.previous", "entrant.next"], () => "choose"],
  [["race-events.previous", "race-events.next"], () => "step"],
  [["race.leave"], () => "back"],
  [["race.quit"], () => "quit"],
  [["race-switches.next"], () => "next switch"],
  [["race.slower", "race.faster"], () => "speed"],
  [["race-place.ask"], () => "go to"],
];
const GAP = 2;

/** As many hints as fit; a key that does nothing now is left out. */
export function raceHints(race: Race, columns: number, unicode: boolean): readonly Hint[] {
  const hints: Hint[] = [];
  let left = columns;
  for (const [ids, titleOf] of FOOTER) {
    const commands = ids.map((id) => RACE_COMMANDS.get(id));
    if (commands.every((command) => command.enabled(race) !== true)) continue;
    const labels = commands.map(({ keys }) => keyLabel(keys[0] ?? "", unicode));
    const keys = labels.join(labels.every((label) => label.length === 1) ? "" : " ");
    const title = titleOf(race);
    const width = keys.length + 1 + title.length + (hints.length === 0 ? 0 : GAP);
    if (width > left) break;
    left -= width;
    hints.push({ keys, title });
  }
  return hints;
}

/** All keys of a race, by group. */
export const raceHelp = (race: Race, unicode: boolean): readonly HelpGroup[] =>
  groupsOf(RACE_COMMANDS.all, GROUPS, race, unicode);
