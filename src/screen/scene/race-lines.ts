/** A race as lines: its bands and what they come to, and the status line below; or its keys. */
import { cellText } from "../../base/cells.ts";
import { raceHelp, raceHints } from "../session/race-keys.ts";
import { endOfRace, isReady, type Race, speedOfRace } from "../session/race-state.ts";
import type { Run } from "../session/state.ts";
import { compareColumns, compareLines } from "../views/compare/compare.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line, Run as TextRun } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { helpPanel } from "./help-lines.ts";
import type { Racing } from "./scenes.ts";
import type { Stage } from "./stage.ts";
import { BAR, barLine, LABEL, NOW, recSign } from "./status-line.ts";

/** Exactly `room.rows` lines. */
export function raceLines<R extends Run>(stage: Stage<R>, { race }: Racing<R>, room: Room): readonly Line[] {
  if (race.mode.kind === "help") return helpPanel(raceHelp(race, room.unicode), race.mode.top, room);
  const frame = stage.raceFrame(race.entrants, {
    title: race.title,
    now: race.time,
    end: endOfRace(race),
    columns: compareColumns(
      race.entrants.map(({ label }) => cellText(label)),
      room,
    ),
    chosen: race.chosen,
    partsAt: race.partsAt,
  });
  const lines = compareLines(frame, { ...room, rows: room.rows - 1 });
  const body = Array.from({ length: room.rows - 1 }, (_, row): Line => lines[row] ?? []);
  return [...body, raceStatus(race, room)];
}

function raceStatus(race: Race, room: Room): Line {
  const signs = glyphs(room.unicode);
  if (race.mode.kind === "prompt") {
    return barLine(
      [
        { text: " go to: ", style: LABEL },
        { text: `${cellText(race.mode.text)}${signs.unicode ? "▏" : "_"}`, style: NOW },
        { text: `  ${cellText(race.message ?? "a time (46ms), a share (50%)")}`, style: LABEL },
      ],
      room.columns,
    );
  }
  if (race.message !== null) return barLine([{ text: ` ${cellText(race.message)}`, style: NOW }], room.columns);
  const ended = isReady(race) && race.time >= endOfRace(race);
  const sign = !isReady(race) ? signs.pause : race.playing ? signs.play : ended ? signs.end : signs.pause;
  const waiting = race.entrants.find(({ state }) => state === "waiting");
  const told =
    waiting === undefined
      ? `${signs.times}${speedOfRace(race).label}`.padEnd(8)
      : `simulating ${cellText(waiting.label)} ${signs.unicode ? "…" : "..."}`;
  const facts: readonly TextRun[] = [
    ...(race.recording ? [recSign(signs)] : []),
    { text: ` ${sign} `, style: NOW },
    { text: `${told}  `, style: BAR },
    { text: race.count === null ? "" : `${race.count}${signs.ellipsis}  `, style: NOW },
  ];
  const left = room.columns - facts.reduce((sum, { text }) => sum + text.length, 0) - 1;
  const hints = raceHints(race, Math.max(0, left), room.unicode).flatMap(({ keys, title }, index): TextRun[] => [
    { text: `${index === 0 ? "" : "  "}${keys}`, style: BAR },
    { text: ` ${title}`, style: LABEL },
  ]);
  const gap = Math.max(0, left - hints.reduce((sum, { text }) => sum + text.length, 0));
  return barLine([...facts, { text: " ".repeat(gap), style: BAR }, ...hints], room.columns);
}
