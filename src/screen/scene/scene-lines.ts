/** What a scene looks like as lines: everything but the lists that Ink draws. The live canvas and the recorder show the same. */
import type { Run, Session } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { composeLines, viewLines } from "./compose.ts";
import { helpLines } from "./help-lines.ts";
import { knobLines } from "./knob-lines.ts";
import type { Stage } from "./stage.ts";

/** Exactly `room.rows` lines: the session's view and its status line, or what lies over them. */
export function sessionLines<R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): readonly Line[] {
  switch (session.mode.kind) {
    case "help":
      return helpLines(session, room);
    case "knobs":
      return knobLines(session, stage.models, room, (rows) => viewLines(stage, session, { ...room, rows }));
    default:
      return composeLines(stage, session, room);
  }
}
