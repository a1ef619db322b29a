/** Which marks a run ever needs: of a legend, only these are told. */
import { SPAN_KINDS, type SpanTrack } from "../../trace/span-track.ts";
import type { Spans } from "../../trace/spans.ts";
import type { TraceTables } from "../../trace/trace.ts";
import type { Shown } from "./frame.ts";
import { TASK_READING } from "./strips.ts";

export function shownIn(spans: Spans, { threads }: Pick<TraceTables, "threads">): readonly Shown[] {
  const shown = new Set<Shown>();
  const isKnown = SPAN_KINDS.map(() => false);
  const read = (track: SpanTrack): void => {
    for (let index = 0; index < track.length; index++) {
      const kind = track.kindAt(index);
      if (isKnown[kind] === false) {
        isKnown[kind] = true;
        shown.add(TASK_READING.kinds[SPAN_KINDS[kind] as (typeof SPAN_KINDS)[number]]);
      }
      if (track.forcedAt(index)) shown.add("forced");
      else if (track.endAt(index) !== "goes-on") shown.add("voluntary");
    }
  };
  for (const tracks of [spans.cores, spans.gils, spans.tasks]) tracks.forEach(read);
  if (threads.some(({ role }) => role !== "task")) shown.add("machinery");
  return [...shown];
}
