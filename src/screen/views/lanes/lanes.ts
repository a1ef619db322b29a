/** The main screen: who is on which core, who holds the GIL, who is parked, and why. */
import type { Frame } from "../../frame/frame.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";
import { axis, header, leftOf, legend, rule, timelineOf } from "./chrome.ts";
import { densityRows } from "./density.ts";
import { factCount, gilFactRows, serviceRows } from "./facts.ts";
import { bandRows, foldedRows, statesOf } from "./folds.ts";
import { lawful } from "./pen.ts";
import { peopleRows, peopleRule } from "./people.ts";
import { shareRows } from "./shares.ts";
import { coreRows, gilRows, ownRows, parkedRows } from "./tracks.ts";
import { lifeRows, sentenceRows, whyRows } from "./why.ts";

export const lanes: View = {
  id: "lanes",
  title: "cores, threads and why",
  timelineColumns: timelineOf,
  timelineLeft: leftOf,
  draw: (frame, room) => lawful(compose(frame, room), room),
};

function compose(frame: Frame, room: Room): Line[] {
  const isFolded = frame.lens.fold !== "none";
  const density = densityRows(frame, room);
  const shares = shareRows(room.rows - density.length, {
    cores: isFolded ? foldedRows(frame) : frame.cores.length,
    gils: isFolded ? 0 : frame.allGils.count,
    parked: frame.parked.length > 0 ? frame.parked.length : frame.parkedCounts.length,
    tasks: !isFolded ? frame.tasks.length : frame.lens.fold === "state" ? statesOf(frame).length : frame.folds.length,
    facts: factCount(frame),
    sentence: sentenceRows(room),
    life: frame.tasks.some((row) => row.selected),
    tall: room.colour && room.unicode && !isFolded,
    // What is brought together is not spread out below.
    own: !isFolded,
  });
  const { gaps } = shares;
  const blank = (wanted: boolean): Line[] => (wanted ? [[]] : []);
  const gilFacts = gilFactRows(frame, room).slice(0, shares.facts);
  const bottom = shares.legend ? [legend(frame, room), []] : [];
  const above = [
    header(frame, room),
    ...blank(gaps.header),
    ...density,
    axis(frame, room),
    ...(isFolded ? bandRows(frame, room, shares.cores) : coreRows(frame, room, shares.cores, shares.height)),
    ...blank(gaps.lanes),
    ...gilRows(frame, room, shares.gils, shares.height),
    ...gilFacts,
    ...parkedRows(frame, room, shares.parked),
    ...serviceRows(frame, room).slice(0, shares.facts - gilFacts.length),
    ...blank(shares.own > 0),
    ...ownRows(frame, room, shares.own, shares.airy),
    ...blank(gaps.tasks),
    peopleRule(frame, room),
    ...peopleRows(frame, room, shares.tasks),
    ...blank(gaps.why),
    rule("why", room),
  ];
  // A blank row stays above the legend.
  const free = room.rows - bottom.length - above.length - shares.life - Math.min(1, bottom.length);
  const top = [
    ...above,
    ...whyRows(frame, room, sentenceRows(room), shares.causes, free),
    ...lifeRows(frame, room, shares.life),
  ].slice(0, room.rows - bottom.length);
  while (top.length < room.rows - bottom.length) top.push([]);
  return [...top, ...bottom];
}
