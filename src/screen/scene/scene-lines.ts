/** What a scene looks like as lines: everything but the lists that Ink draws. The live canvas and the recorder show the same. */
import { atEvent, placed } from "../session/cursor.ts";
import type { Run, Session } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { awaitingLines } from "./awaiting-lines.ts";
import { composeLines, viewLines } from "./compose.ts";
import { findingsLines } from "./findings-lines.ts";
import { forkLines } from "./fork-lines.ts";
import { helpLines } from "./help-lines.ts";
import { knobLines } from "./knob-lines.ts";
import { raceLines } from "./race-lines.ts";
import type { Show } from "./show.ts";
import type { Stage } from "./stage.ts";

/** Exactly `room.rows` lines of what is on now; null where that is a list to choose from, which Ink draws. */
export function sceneLines<R extends Run>(show: Show<R>, room: Room): readonly Line[] | null {
  const scene = show.snapshot();
  switch (scene.kind) {
    case "await":
      return awaitingLines(show.stage, scene, room);
    case "watch":
      return sessionLines(show.stage, scene.session, room);
    case "race":
      return raceLines(show.stage, scene, room);
    case "pick":
    case "judge":
      return null;
  }
}

/** The session's view and its status line, or what lies over them. */
function sessionLines<R extends Run>(stage: Stage<R>, session: Session<R>, room: Room): readonly Line[] {
  switch (session.mode.kind) {
    case "help":
      return helpLines(session, room);
    case "knobs":
      return knobLines(session, stage.models, room, (rows) => viewLines(stage, session, { ...room, rows }));
    case "fork":
      return forkLines(session, room, (rows) => viewLines(stage, session, { ...room, rows }));
    case "findings":
      return findingsLines(session, stage.findings(session.run), room, (rows) =>
        viewLines(stage, atLesson(session, session.mode), { ...room, rows }),
      );
    default:
      return composeLines(stage, session, room);
  }
}

/** The run at the moment at which the chosen finding shows. */
function atLesson<R extends Run>(session: Session<R>, mode: Session["mode"]): Session<R> {
  const event = mode.kind === "findings" ? session.run.lessons[mode.row] : undefined;
  return event === undefined ? session : { ...session, ...placed(session.run, atEvent(session.run, event)), why: 0 };
}
