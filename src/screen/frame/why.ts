/** Why the last thing happened: the chain of causes in sentences, and the life of one task. */
import { biography } from "../../analysis/narration/biography.ts";
import { explains } from "../../analysis/narration/chain.ts";
import { narrate, type Segment, type Voice } from "../../analysis/narration/narrate.ts";
import { cellText } from "../../base/cells.ts";
import type { World } from "../../trace/world.ts";
import type { Frame, Phrase, Why } from "./frame.ts";
import type { PreparedRun } from "./prepared.ts";

/** How many causes a frame carries. */
const CAUSES = 5;
/** How many of the last lines of a life. */
const LIFE_LINES = 40;

/** An event as sentence; `world` is the one right after it, where it is at hand. */
export function phrasesOf(run: PreparedRun, seq: number, voice: Voice, world?: Readonly<World>): readonly Phrase[] {
  return narrate(run.trace, seq, voice, world).map((segment) => phraseOf(run, segment));
}

function phraseOf(run: PreparedRun, segment: Segment): Phrase {
  const text = cellText(segment.text);
  const tile = run.tileOf(segment.task ?? null);
  return tile === null ? { text } : { text, tile };
}

/** The event itself, then what brought it about, as far back as a screen can tell. */
export function whyChain(run: PreparedRun, seq: number, world: Readonly<World>): Why[] {
  const chain: Why[] = [];
  const { log } = run.trace;
  let at: number | null = seq < 0 ? null : seq;
  for (let depth = 0; at !== null && depth < CAUSES; depth++) {
    const phrases = phrasesOf(run, at, "technical", depth === 0 ? world : undefined);
    chain.push({ time: log.timeAt(at), seq: at, cause: log.causeAt(at), phrases, depth });
    at = explains(run.trace, at);
  }
  return chain;
}

/** The life of a task up to an event, newest last. */
export function storyOf(run: PreparedRun, seq: number, task: number | null): Frame["selectedStory"] {
  if (task === null || run.trace.tables.tasks[task] === undefined) return [];
  const life = run.lifeOf(task, biography);
  let lived = life.findIndex((each) => each > seq);
  if (lived < 0) lived = life.length;
  return life
    .slice(Math.max(0, lived - LIFE_LINES), lived)
    .map((each) => ({ time: run.trace.log.timeAt(each), phrases: phrasesOf(run, each, "technical") }));
}
