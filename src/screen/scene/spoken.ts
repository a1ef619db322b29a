/** What a screen reader says: where one is in sentences, one a step; while playing, one for each remarkable event. */
import { formatDuration } from "../../base/time.ts";
import { lastRemarkable } from "../session/presenting.ts";
import { endOfRace, isReady, type Race } from "../session/race-state.ts";
import type { Run, Session } from "../session/state.ts";
import { frameOf } from "./compose.ts";
import type { Awaiting, Racing, Watching } from "./scenes.ts";
import type { Show } from "./show.ts";
import type { Stage } from "./stage.ts";
import { QUESTIONS } from "./status-line.ts";

export function spoken<R extends Run>({ stage }: Show<R>, scene: Awaiting | Watching<R> | Racing<R>): string {
  if (scene.kind === "await") return scene.underway.what;
  if (scene.kind === "race") return scene.race.message ?? spokenRace(scene.race);
  const { session } = scene;
  if (session.mode.kind === "prompt") {
    const [label, note] = QUESTIONS[session.mode.asks];
    return `${label}: ${session.mode.text === "" ? note : session.mode.text}${session.message === null ? "" : `. ${session.message}`}`;
  }
  return session.message ?? session.underway?.what ?? spokenSession(stage, session);
}

function spokenSession<R extends Run>(stage: Stage<R>, session: Session<R>): string {
  const { run, cursor, playing, why, speed } = session;
  if (cursor.event < 0 && !playing) return summary(stage, session);
  if (!playing) {
    const frame = frameOf(stage, session, 0);
    const place = `Event ${frame.status.event} of ${frame.status.events}, at ${formatDuration(cursor.time)}.`;
    return [place, why > 0 ? "Because:" : "", told(frame)].filter((part) => part !== "").join(" ");
  }
  // What is heard changes when something remarkable has happened, and not with the time.
  const event = lastRemarkable(session);
  if (event === null) return `Playing at ${speed.label} of real time.`;
  const place = { event, time: run.timeAt(event) };
  return `${formatDuration(place.time)}: ${told(frameOf(stage, { ...session, cursor: place, why: 0 }, 0))}`;
}

type Shown = ReturnType<typeof frameOf>;

/** What happened, and what is to be learnt from it where it shows. */
function told({ why, findings }: Shown): string {
  const text = (phrases: readonly { readonly text: string }[]): string => phrases.map((each) => each.text).join("");
  const happened = why[0] === undefined ? "Nothing has happened yet." : text(why[0].phrases);
  return [happened, ...findings.map((phrases) => `To be learnt: ${text(phrases)}`)].join(" ");
}

/** How many names a person wants to hear. */
const NAMES = 6;

/** On opening: what it is, and which keys to begin with. */
function summary<R extends Run>(stage: Stage<R>, session: Session<R>): string {
  const { title, modelTitle, machine, python, tasks, end } = frameOf(stage, session, 0);
  const names = tasks.slice(0, NAMES).map(({ tile }) => tile.name);
  const more = tasks.length > names.length ? ` and ${tasks.length - names.length} more` : "";
  const parts = [
    `${title}, under ${modelTitle}`,
    `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}${python === null ? "" : `, CPython ${python.version}`}`,
    `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"}: ${names.join(", ")}${more}`,
    `The run takes ${formatDuration(end)}`,
    "Space plays; right and left go one event on and back; n goes to the next switch, i to the next finding; question mark lists all keys; q quits",
  ];
  return `${parts.join(". ")}.`;
}

function spokenRace(race: Race): string {
  const states = race.entrants.map((entrant) => {
    if (entrant.state === "refused") return `${entrant.label} cannot run this`;
    if (entrant.state === "waiting") return `${entrant.label} is being simulated`;
    return `${entrant.label} ${race.time >= entrant.run.end ? `ended at ${formatDuration(entrant.run.end)}` : "runs"}`;
  });
  const isOver = isReady(race) && race.time >= endOfRace(race);
  // While it plays, only what changes is worth hearing: who has ended.
  const place = race.playing && !isOver ? "" : `, at ${formatDuration(race.time)}`;
  const keys = race.time === 0 && !race.playing ? " Space plays; q quits." : "";
  return `${race.title}${place}: ${states.join("; ")}.${keys}`;
}
