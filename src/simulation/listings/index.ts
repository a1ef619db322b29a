/** The program of a workload under a model, as somebody would write it. To add one: a writer, and a line here. */
import { InvariantError } from "../../base/errors.ts";
import type { Listing } from "../../trace/listing.ts";
import type { Workload } from "../workload/workload.ts";
import { goroutinesDraft } from "./go/goroutines.ts";
import { type Draft, mainMoved, moved } from "./idiom.ts";
import { threadsDraft } from "./java/threads.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { comment } from "./program.ts";
import { asyncioDraft } from "./python/asyncio.ts";
import { blockingDraft } from "./python/blocking.ts";
import { geventDraft } from "./python/gevent.ts";
import { multiprocessingDraft } from "./python/multiprocessing.ts";
import { processPoolDraft, threadPoolDraft } from "./python/pools.ts";
import { subinterpretersDraft } from "./python/subinterpreters.ts";
import { threadingDraft } from "./python/threading.ts";

const WRITERS: Readonly<Record<string, (outline: Outline) => Draft>> = {
  blocking: blockingDraft,
  threads: threadsDraft,
  "threads-gil": (outline) => threadingDraft(outline),
  "threads-gil-legacy": (outline) => threadingDraft(outline),
  "free-threaded": (outline) => threadingDraft(outline, "t"),
  subinterpreters: subinterpretersDraft,
  asyncio: asyncioDraft,
  gevent: geventDraft,
  multiprocessing: multiprocessingDraft,
  "thread-pool": threadPoolDraft,
  "process-pool": processPoolDraft,
  goroutines: goroutinesDraft,
};

/**
 * @param workload one that the model runs, in the version that it runs it in (`admit` of simulate.ts).
 * @param model its id and its title.
 * @throws InvariantError where nobody has said how a model's programs are written.
 */
export function listingOf(workload: Workload, model: { readonly id: string; readonly title: string }): Listing {
  const write = WRITERS[model.id];
  if (write === undefined) throw new InvariantError(`no program is written for the model ${model.id}`);
  const outline = outlineOf(workload);
  const draft = write(outline);
  const sign = draft.language === "python" ? "#" : "//";
  const header = [
    `${sign} ${comment(workload.title)}: ${model.title} (${model.id}), ${draft.made}`,
    `${sign} Save it as ${draft.file}.`,
    `${sign} Run it on as many cores as the scenario has:`,
    `${sign}   ${draft.command}`,
    ...draft.notes.map((note) => `${sign} ${note}`),
    "",
  ];
  return {
    language: draft.language,
    version: draft.version,
    file: draft.file,
    lines: [...header, ...draft.lines],
    functions: draft.functions.map((each) => moved(each, header.length)),
    functionOf: outline.kindOf,
    main: mainMoved(draft.main, header.length),
  };
}
