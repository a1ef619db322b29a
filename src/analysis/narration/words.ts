/** Sentences in pieces: plain words, and people that a view may draw as tiles. */
import { formatMs, type Ns } from "../../base/time.ts";

/** A piece of a sentence; with `task` it is the name of a person. */
export interface Segment {
  readonly text: string;
  readonly task?: number;
}

export type Sentence = readonly Segment[];

/** Longest sentence there is; longer ones lose their end. */
export const LONGEST = 130;

/** What may stand in a sentence: words, numbers, a person, or a phrase made before. */
export type Part = string | number | Segment | Sentence;

/** Template tag: ``say`${ann} got the GIL` `` keeps the people apart from the words. */
export function say(words: TemplateStringsArray, ...parts: readonly Part[]): Sentence {
  const segments: Segment[] = [];
  const add = (segment: Segment): void => {
    const last = segments[segments.length - 1];
    if (segment.text === "") return;
    if (last !== undefined && last.task === undefined && segment.task === undefined) {
      segments[segments.length - 1] = { text: last.text + segment.text };
    } else {
      segments.push(segment);
    }
  };
  words.forEach((text, index) => {
    add({ text });
    const part = parts[index];
    if (part === undefined) return;
    if (typeof part === "string" || typeof part === "number") add({ text: String(part) });
    else if (isSentence(part)) for (const segment of part) add(segment);
    else add(part);
  });
  return segments;
}

const isSentence = (part: Segment | Sentence): part is Sentence => Array.isArray(part);

/** The characters of a sentence. */
export const spoken = (sentence: Sentence): string => sentence.map((segment) => segment.text).join("");

/** Capital first, full stop last, never longer than `LONGEST`. */
export function finish(sentence: Sentence): Sentence {
  const segments = clip(sentence).map((segment) => ({ ...segment }));
  const first = segments[0];
  if (first !== undefined && first.task === undefined) {
    segments[0] = { text: first.text.charAt(0).toUpperCase() + first.text.slice(1) };
  }
  return /[.!?…]["”]?$/.test(spoken(segments)) ? segments : say`${segments}.`;
}

function clip(sentence: Sentence): Sentence {
  let room = LONGEST - 1;
  if (spoken(sentence).length <= room) return sentence;
  room--;
  const kept: Segment[] = [];
  for (const segment of sentence) {
    if (room <= 0) break;
    kept.push({ ...segment, text: segment.text.slice(0, room) });
    room -= segment.text.length;
  }
  return [...kept, { text: "…" }];
}

/** An instant of the run, as the time axis writes it: `46.2 ms`. */
export const clock = (time: Ns): string => `${formatMs(time)} ms`;

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/** A small number as a word, a large one in digits. */
export const numeral = (count: number): string => SMALL[count] ?? String(count);

/** `one callback`, `3 callbacks`. */
export const counted = (count: number, noun: string): string => `${numeral(count)} ${noun}${count === 1 ? "" : "s"}`;
