/** What is under the mouse: who a cell of the screen stands for, or which instant. */
import { atLeast, atMost, type Ns, ns, ZERO } from "../../base/time.ts";
import type { Frame } from "../frame/frame.ts";
import type { Run, Session } from "../session/state.ts";
import { type Line, plain } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { frameOf, viewLines } from "./compose.ts";
import type { Scene } from "./scenes.ts";
import type { Stage } from "./stage.ts";

/** Where a timeline is in a view's lines. */
interface TimelinePlace {
  readonly left: number;
  readonly columns: number;
}

type Pointed = { readonly task: number } | { readonly time: Ns };

export interface MouseEvent {
  readonly kind: "click" | "wheel-up" | "wheel-down";
  /** Both counted from 0. */
  readonly row: number;
  readonly column: number;
  /** With shift or control. */
  readonly more: boolean;
}

/** The wheel as a key: an event on or back, with shift or control a switch; in a list a row; nothing where text is typed. */
export function wheelKey<R extends Run>(scene: Scene<R>, { kind, more }: MouseEvent): string | null {
  const isDown = kind === "wheel-down";
  if (scene.kind !== "watch" && scene.kind !== "race") return null;
  const { mode } = scene.kind === "watch" ? scene.session : scene.race;
  if (mode.kind === "prompt") return null;
  if (mode.kind !== "watch") return isDown ? "down" : "up";
  if (more) return isDown ? "n" : "N";
  return isDown ? "l" : "h";
}

/** What a click in a session's view means; null where it is nothing. */
export function pointedIn<R extends Run>(
  stage: Stage<R>,
  session: Session<R>,
  room: Room,
  { row, column }: MouseEvent,
): Pointed | null {
  // The bottom line is the program's own.
  const inner = { ...room, rows: room.rows - 1 };
  const view = session.presenting ? undefined : stage.views.find(({ id }) => id === session.view);
  const columns = view?.timelineColumns(inner) ?? 0;
  const left = view?.timelineLeft?.(inner);
  const frame = frameOf(stage, session, columns);
  const lines = viewLines(stage, session, inner);
  return pointedAt(frame, lines, left === undefined ? null : { left, columns }, row, column);
}

/** Rows whose cells stand for instants. */
const TIMED = /^ *(?:time|core|GIL|parked)\b/;

/**
 * What a cell of a drawn view stands for; null where it is nothing to choose.
 *
 * A task is known by its hue, and where several have that, by its name or letter in the same run of the line; without a hue by its name.
 *
 * @param row counted from 0, as `column`
 */
function pointedAt(
  frame: Frame,
  lines: readonly Line[],
  timeline: TimelinePlace | null,
  row: number,
  column: number,
): Pointed | null {
  const line = lines[row];
  if (line === undefined) return null;
  const text = plain(line);
  const isTimed = timeline !== null && TIMED.test(text) && inside(timeline, column);
  const task = /^ *time\b/.test(text) && isTimed ? null : taskAt(frame, line, column);
  if (task !== null) return { task };
  return isTimed ? { time: timeAt(frame, column - timeline.left) } : null;
}

const inside = ({ left, columns }: TimelinePlace, column: number): boolean => column >= left && column < left + columns;

function timeAt({ timeline, end }: Frame, column: number): Ns {
  return atMost(end, atLeast(ZERO, ns(timeline.start + column * timeline.scale)));
}

function taskAt(frame: Frame, line: Line, column: number): number | null {
  let at = 0;
  for (const { text, style } of line) {
    const from = at;
    at += text.length;
    if (column < from || column >= at) continue;
    if (style.task === undefined) return namedAt(frame, plain(line), column);
    const alike = frame.tasks.filter(({ tile }) => tile.hue === style.task);
    const here =
      alike.find(({ tile }) => text.includes(tile.name)) ?? alike.find(({ tile }) => text.includes(tile.letter));
    return (here ?? (alike.length === 1 ? alike[0] : undefined))?.tile.task ?? null;
  }
  return null;
}

/** Whose name, as a word of its own, is at a column. */
function namedAt(frame: Frame, text: string, column: number): number | null {
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  const named = frame.tasks.find(({ tile: { name } }) => {
    const from = text.lastIndexOf(name, column);
    return from >= 0 && column < from + name.length && !isLetter(from - 1) && !isLetter(from + name.length);
  });
  return named?.tile.task ?? null;
}
