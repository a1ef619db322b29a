/** What a person did while watching, as a tape that comes to the same: where it began as settings, what was done as deeds. */
import { stringify } from "yaml";
import { spellDuration } from "../../base/time.ts";
import type { Act, SettingName, Tape } from "../../screen/recorder/tape.ts";
import type { Racing, Watching } from "../../screen/scene/scenes.ts";
import type { Take } from "../../screen/scene/taking.ts";
import type { Knobs, Run, Session } from "../../screen/session/state.ts";
import type { WhatIf } from "../../trace/what-if.ts";
import { spelt } from "../save-scenario.ts";
import type { ScenarioSource } from "../scenario.ts";

/** Where a person thinks or is away: longer pauses are cut. */
const IDLE_LIMIT = "2s";
const NOWHERE = { line: 1, column: 1 };

type Settings = readonly (readonly [SettingName, string | null])[];

/** @param own the knobs as the scenario sets them */
export function tapeOf<R extends Run>(take: Take<R>, source: ScenarioSource, own: Knobs): Tape {
  const { start, theme, size, moments } = take;
  const playing = start.kind === "race" ? start.race.playing : start.session.playing;
  const settings: Settings = [
    ["scenario", source.name],
    ...source.settings.map(({ path, value }) => ["set", `${path}=${value}`] as const),
    ...(start.kind === "race" ? ofRace(start, own) : ofSession(start.session, own)),
    ["size", size === null ? null : `${size.columns}x${size.rows}`],
    ["theme", theme],
    ["idle-limit", IDLE_LIMIT],
  ];
  return {
    settings: settings.flatMap(([name, value]) =>
      value === null || value === "" ? [] : [{ name, value, at: NOWHERE }],
    ),
    deeds: [...(playing ? [{ kind: "play" } as const] : []), ...actsOf(moments)].map((act) => ({ act, at: NOWHERE })),
  };
}

function ofSession({ run, knobs, cursor, lens, selected, marks, ...session }: Session, own: Knobs): Settings {
  return [
    ["model", knobs.model],
    ...ofKnobs(knobs, own),
    ["view", session.view],
    ["presenter", session.presenting ? "yes" : null],
    ["speed", session.speed.label],
    ["events-per-second", session.pace === null ? null : `${session.pace.perSecond}`],
    ["from", placeOf(run, cursor)],
    ...marks.map((mark) => ["marked", `${placeOf(run, mark.cursor) ?? "0s"} ${mark.note}`.trim()] as const),
    ["span", lens.span === null ? null : spellDuration(lens.span)],
    ["filter", lens.filter],
    ["fold", lens.fold === "none" ? null : lens.fold],
    ["top", lens.top === null ? null : `${lens.top}`],
    ["follow", lens.follow ? "yes" : null],
    ["select", selected === null ? null : `${selected + 1}`],
  ];
}

/** A model's own choices of its kernel are those of the entrant that has them. */
function ofRace<R extends Run>({ race, from }: Racing<R>, own: Knobs): Settings {
  const all = race.entrants.map(({ knobs }) => knobs);
  const most = all.reduce((one, other) => (other.whatIf.length > one.whatIf.length ? other : one), all[0] ?? own);
  return [
    ["models", all.map(({ model }) => model).join(",")],
    ...ofKnobs(most, own),
    ["view", from?.session.view ?? null],
    ["speed", race.speed?.label ?? null],
    ["from", race.time === 0 ? null : spellDuration(race.time)],
    ["select", `${race.chosen + 1}`],
  ];
}

function ofKnobs(knobs: Knobs, own: Knobs): Settings {
  const { cores, interval, tasks, whatIf, model } = knobs;
  const isForked = spellForks(whatIf) !== spellForks(own.whatIf);
  const hasChoices = whatIf.some((each) => "choice" in each);
  return [
    ["cores", cores === own.cores ? null : `${cores}`],
    ["interval", interval === own.interval ? null : spellDuration(interval)],
    ["tasks", tasks === own.tasks ? null : `${tasks}`],
    ["set", isForked ? `whatIf=${spellForks(whatIf)}` : null],
    // A choice is one of this model's kernel.
    ["set", isForked && hasChoices ? `model=${model}` : null],
  ];
}

/** In one line, as a scenario file has it. */
const spellForks = (whatIf: readonly WhatIf[]): string =>
  stringify(whatIf.map(spelt), { collectionStyle: "flow", lineWidth: 0 }).trim();

/** An event where the cursor is right at one: several may share an instant. */
function placeOf(run: Run, { event, time }: Watching<Run>["session"]["cursor"]): string | null {
  if (event < 0 && time === 0) return null;
  return event >= 0 && run.timeAt(event) === time ? `${event + 1}` : spellDuration(time);
}

/** Keys that follow each other at once stand in one line. */
function actsOf(moments: Take<Run>["moments"]): readonly Act[] {
  const acts: Act[] = [];
  for (const moment of moments) {
    const last = acts.at(-1);
    if ("wait" in moment) acts.push({ kind: "wait", milliseconds: moment.wait });
    else if (last?.kind === "keys") acts[acts.length - 1] = { kind: "keys", keys: [...last.keys, moment.key] };
    else acts.push({ kind: "keys", keys: [moment.key] });
  }
  return acts;
}
