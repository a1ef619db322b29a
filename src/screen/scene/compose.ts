/** A session as lines: its view, and the status line below. */
import type { Frame } from "../frame/frame.ts";
import type { Lens } from "../frame/lens.ts";
import { causeBack } from "../session/cursor.ts";
import type { Run, Session } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import { presenter } from "../views/presenter/presenter.ts";
import type { Room } from "../views/view.ts";
import type { Stage } from "./stage.ts";
import { statusLine } from "./status-line.ts";

/** Below this nothing sensible can be shown. */
export const LEAST = { columns: 60, rows: 16 } as const;

/** Exactly `room.rows` lines. */
export function composeLines<R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): readonly Line[] {
  const { lines, frame } = drawn(stage, session, { ...room, rows: room.rows - 1 });
  return [...lines, statusLine(session, frame.status, room)];
}

/** Exactly `room.rows` lines of the session's view alone. */
export const viewLines = <R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): readonly Line[] =>
  drawn(stage, session, room).lines;

interface Drawn {
  readonly lines: readonly Line[];
  readonly frame: Frame;
}

/** The last view of each stage, with what it was drawn from: while only the status line changes, it is not drawn again. */
const LAST = new WeakMap<object, { readonly from: readonly unknown[]; readonly drawn: Drawn }>();

function drawn<R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): Drawn {
  const { run, cursor, selected, why, marks, lens, mode, view, presenting } = session;
  const { columns, rows, unicode, colour } = room;
  const seen = [run, cursor, selected, why, marks, lens, mode, view, presenting];
  const from = [...seen, columns, rows, unicode, colour];
  const last = LAST.get(stage);
  if (last?.from.every((each, index) => each === from[index])) return last.drawn;
  const next = draw(stage, session, room);
  LAST.set(stage, { from, drawn: next });
  return next;
}

function draw<R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): Drawn {
  const view = session.presenting ? presenter : stage.views.find(({ id }) => id === session.view);
  const frame = frameOf(stage, session, view?.timelineColumns(room) ?? 0);
  const lines = view?.draw(frame, room) ?? [];
  return { frame, lines: Array.from({ length: room.rows }, (_, row): Line => lines[row] ?? []) };
}

/** The frame at the session's cursor. */
export function frameOf<R extends Run>(stage: Stage<R>, session: Session<R>, columns: number) {
  const { run, cursor, selected, why, marks } = session;
  const lens = lensOf(session);
  return stage.frame(run, cursor, { columns, selected, lens, marks, explain: causeBack(run, cursor.event, why) });
}

/** What is being typed as a filter is tried at once. */
const lensOf = ({ lens, mode }: Session): Lens =>
  mode.kind === "prompt" && mode.asks === "filter" && mode.text.trim() !== ""
    ? { ...lens, filter: mode.text.trim(), top: null }
    : lens;
