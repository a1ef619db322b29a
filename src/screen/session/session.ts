/** The one reducer: a state and what happened to the next state and what is to be done. It does nothing itself. */
import { type Ns, ns, plus } from "../../base/time.ts";
import { type Lens, WHOLE } from "../frame/lens.ts";
import { atTime, isAtEnd, type Place, placed, START, stepForward } from "./cursor.ts";
import { press } from "./keys.ts";
import { replaced } from "./marks.ts";
import { pauseBefore } from "./presenting.ts";
import { defaultSpeed, type Speed } from "./speeds.ts";
import type { Change, Effect, Knobs, Mark, Pace, Run, Session, Underway } from "./state.ts";

export type Action<R extends Run> =
  | { readonly type: "key"; readonly key: string }
  /** Real time went by, in milliseconds. */
  | { readonly type: "elapsed"; readonly milliseconds: number }
  /** A simulation that was asked for takes a while: how far it is. */
  | { readonly type: "underway"; readonly underway: Underway }
  /** It was called off; the run before stays. */
  | { readonly type: "cancelled" }
  /** Somebody pointed at a task or an instant. */
  | { readonly type: "pointed"; readonly at: { readonly task: number } | { readonly time: Ns } }
  /** What an effect came to. */
  | { readonly type: "told"; readonly message: string }
  /** It is there. */
  | { readonly type: "loaded"; readonly run: R; readonly knobs: Knobs }
  /** It could not be made; the run before stays. */
  | { readonly type: "refused"; readonly model: string; readonly reason: string };

export interface Opening<R extends Run> {
  readonly run: R;
  readonly knobs: Knobs;
  readonly models: readonly string[];
  readonly views: readonly string[];
  /** @default the first of `views` */
  readonly view?: string;
  readonly lens?: Partial<Lens>;
  readonly presenting?: boolean;
  readonly marks?: readonly Mark[];
  /** @default one of `SPEEDS`, such that the run plays in about 20 seconds */
  readonly speed?: Speed;
  /** Events a second. @default plays by time */
  readonly pace?: number;
  readonly playing?: boolean;
  /** Where in the run it begins. @default before the first event */
  readonly at?: Ns;
}

/** A session at the beginning of its run, or at the instant asked for. */
export function openSession<R extends Run>(opening: Opening<R>): Session<R> {
  const view = opening.view ?? opening.views[0] ?? "";
  const { run, at } = opening;
  const place = placed(run, at === undefined ? START : atTime(run, at));
  return {
    run,
    ...place,
    overrun: at !== undefined && place.cursor.time < at ? { cursor: place.cursor, time: at } : null,
    playing: opening.playing === true,
    speed: opening.speed ?? defaultSpeed(opening.run.end),
    pace: opening.pace === undefined ? null : { perSecond: opening.pace, due: 0 },
    view,
    selected: null,
    count: null,
    mode: { kind: "watch" },
    why: 0,
    knobs: opening.knobs,
    asked: null,
    underway: null,
    refused: null,
    message: null,
    lens: { ...WHOLE, ...opening.lens },
    marks: opening.marks ?? [],
    recording: false,
    presenting: opening.presenting === true,
    models: opening.models,
    views: opening.views,
  };
}

export function reduce<R extends Run>(
  session: Session<R>,
  action: Action<R>,
): readonly [Session<R>, readonly Effect[]] {
  switch (action.type) {
    case "key":
      return applied(session, press(session, action.key));
    case "elapsed":
      return applied(session, played(session, action.milliseconds));
    case "pointed":
      return applied(session, pointed(session, action.at));
    case "underway":
      return [{ ...session, underway: action.underway }, []];
    case "cancelled":
      return [{ ...session, asked: null, underway: null, message: "cancelled: this is the run as it was before" }, []];
    case "told":
      return [{ ...session, message: action.message }, []];
    case "loaded":
      return [reloaded(session, action.run, action.knobs), []];
    case "refused":
      return [{ ...session, asked: null, underway: null, refused: action.model, message: action.reason }, []];
  }
}

function applied<R extends Run>(session: Session<R>, change: Change): readonly [Session<R>, readonly Effect[]] {
  return [change.set === undefined ? session : { ...session, ...change.set }, change.effects ?? []];
}

/** A task is selected (the selected one: no more), an instant is gone to. */
function pointed(session: Session, at: { readonly task: number } | { readonly time: Ns }): Change {
  if (session.mode.kind !== "watch") return {};
  const after = { count: null, message: null, why: 0 };
  if ("task" in at) return { set: { ...after, selected: at.task === session.selected ? null : at.task } };
  return { set: { ...after, ...placed(session.run, atTime(session.run, at.time)), playing: false } };
}

function played(session: Session, milliseconds: number): Change {
  if (!session.playing) return {};
  if (session.pace !== null) return paced(session, session.pace, milliseconds);
  const span = ns(Math.round(milliseconds * 1e6 * session.speed.factor));
  const cursor = atTime(session.run, plus(session.cursor.time, span));
  const pause = session.presenting ? pauseBefore(session, cursor) : null;
  if (pause !== null) return { set: { ...placed(session.run, pause), playing: false } };
  return { set: { ...placed(session.run, cursor), playing: !isAtEnd(session.run, cursor) } };
}

/** Event by event, those of one instant too; after the last one the run is over. */
function paced({ run, cursor, rest }: Session, { perSecond, due }: Pace, milliseconds: number): Change {
  const owed = due + (milliseconds / 1000) * perSecond;
  let place: Place = { cursor, rest };
  for (let left = Math.floor(owed); left > 0; left--) {
    const next = stepForward(run, place);
    if (next === null) return { set: { ...placed(run, atTime(run, run.end)), playing: false } };
    place = next;
  }
  return { set: { ...place, pace: { perSecond, due: owed - Math.floor(owed) } } };
}

/** Another run under the same cursor: the time stays, the event becomes what has happened by then. */
function reloaded<R extends Run>(session: Session<R>, run: R, knobs: Knobs): Session<R> {
  const { cursor, selected, overrun, lens } = session;
  const kept = selected === null || selected < run.tasks ? selected : null;
  const time = overrun?.cursor === cursor ? overrun.time : cursor.time;
  const place = placed(run, cursor.event < 0 && time === 0 ? START : atTime(run, time));
  return {
    ...session,
    run,
    knobs,
    asked: null,
    underway: null,
    message: null,
    ...place,
    overrun: place.cursor.time < time ? { cursor: place.cursor, time } : null,
    playing: session.playing && !isAtEnd(run, place.cursor),
    selected: kept,
    lens: { ...lens, top: null, follow: lens.follow && kept !== null },
    marks: replaced(session.marks, run),
    why: 0,
    refused: null,
  };
}
