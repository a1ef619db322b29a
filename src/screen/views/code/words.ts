/** A line of a program in pieces: what the language says itself, and remarks. */
import type { ListingFrame } from "../../frame/listing.ts";

const KEYWORDS: Readonly<Record<ListingFrame["language"], ReadonlySet<string>>> = {
  python: new Set(
    "and as async await class def else except finally for from global if import in is lambda not or pass raise return try while with yield".split(
      " ",
    ),
  ),
  go: new Set("break chan const defer else for func go if import package range return struct type var".split(" ")),
  java: new Set(
    "catch class double final for if import int interface long new public return static synchronized throws try void while".split(
      " ",
    ),
  ),
};

export interface Word {
  readonly text: string;
  readonly kind: "plain" | "keyword" | "remark";
}

/** A remark is told from a sign within quotes by standing alone or after two blanks, as these programs write it. */
const REMARK: Readonly<Record<ListingFrame["language"], RegExp>> = {
  python: /(?:^|\s\s)#.*$|^""".*"""?$/,
  go: /(?:^|\s)\/\/.*$/,
  java: /(?:^|\s)\/\/.*$|^\/\*\*.*$/,
};

/** @param line without its indentation. */
export function wordsOf(line: string, language: ListingFrame["language"]): readonly Word[] {
  const remark = REMARK[language].exec(line);
  const code = remark === null ? line : line.slice(0, remark.index);
  const words: Word[] = [];
  for (const text of code.split(/(\b[a-z]+\b)/)) {
    if (text === "") continue;
    const kind = KEYWORDS[language].has(text) && !isQuoted(words) ? "keyword" : "plain";
    words.push({ text, kind });
  }
  return remark === null ? words : [...words, { text: remark[0], kind: "remark" }];
}

/** Whether what comes after these words is inside quotes. */
function isQuoted(before: readonly Word[]): boolean {
  const quotes =
    before
      .map(({ text }) => text)
      .join("")
      .split('"').length - 1;
  return quotes % 2 === 1;
}
