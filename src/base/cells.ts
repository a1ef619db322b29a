/**
 * Text for a grid of cells: one UTF-16 unit for each cell, so that a text's length is its width.
 *
 * A wide character (Chinese, Japanese, Korean, an emoji) takes two cells. Beyond the first plane it has two units already; in the first
 * plane `FILL` follows it. What cuts a text between the two leaves half of it, which `healed` hides.
 */

/** The second cell of a wide character of the first plane: of the private use area, where nobody's text has anything to say. */
const FILL = "\ue000";

const ASCII = /^[\x20-\x7e]*$/;
/** East Asian wide and full-width, and the signs that have an emoji form by default (first plane). */
const WIDE = [
  "\\u1100-\\u115f\\u231a\\u231b\\u2329\\u232a\\u23e9-\\u23ec\\u23f0\\u23f3\\u25fd\\u25fe\\u2614\\u2615",
  "\\u2648-\\u2653\\u267f\\u2693\\u26a1\\u26aa\\u26ab\\u26bd\\u26be\\u26c4\\u26c5\\u26ce\\u26d4\\u26ea",
  "\\u26f2\\u26f3\\u26f5\\u26fa\\u26fd\\u2705\\u270a\\u270b\\u2728\\u274c\\u274e\\u2753-\\u2755\\u2757\\u2795-\\u2797",
  "\\u27b0\\u27bf\\u2b1b\\u2b1c\\u2b50\\u2b55\\u2e80-\\u303e\\u3041-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3",
  "\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6",
].join("");
/** Beyond the first plane: Chinese characters, and emoji but for the letters that flags are made of. */
const WIDE_BEYOND = "[[[\\u{1f200}-\\u{1ffff}]&&\\p{Emoji_Presentation}]\\u{20000}-\\u{3fffd}]";
/** Takes no cell: marks that have not become one with their letter, joiners, directions, medial and final Hangul letters. */
const NO_CELL = "\\p{M}\\p{Cf}\\u1160-\\u11ff\\ud7b0-\\ud7ff";
/** Controls, halves of characters, what is unassigned or private, and signs about whose width terminals disagree. */
const UNKNOWN = "\\p{Cc}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}\\u2630-\\u2637\\u268a-\\u268f\\u4dc0-\\u4dff";

/** Letters, dashes and quotation marks, arrows, operators, lines and blocks: nearly all there ever is, told without the tables below. */
const SINGLE = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2713\u2717]*$/;

/** Expressions over Unicode's tables take milliseconds to make: they are made for the first text that needs them. */
const tables = once(() => ({
  notOneCell: new RegExp(`[${NO_CELL}${UNKNOWN}${WIDE}\\u{10000}-\\u{10ffff}]`, "v"),
  noCell: new RegExp(`^[${NO_CELL}]$`, "v"),
  /** What makes up one picture with the sign before it. */
  emojiTail: /(?<=\p{ExtPict}(?:\p{Emoji_Modifier}|\ufe0f)*)(?:\p{Emoji_Modifier}|\u200d\p{ExtPict}\ufe0f?)+/gu,
  anyText: new RegExp(`([${WIDE}])${FILL}*|(${WIDE_BEYOND})|[${NO_CELL}]|[${UNKNOWN}\\u{10000}-\\u{10ffff}]`, "gv"),
  cutCells: new RegExp(
    `([${WIDE}]${FILL}|${WIDE_BEYOND})|([${FILL}\\p{Cs}])|[${NO_CELL}${UNKNOWN}${WIDE}\\u{10000}-\\u{10ffff}]`,
    "gv",
  ),
}));

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const isSingle = (text: string): boolean => SINGLE.test(text) || !tables().notOneCell.test(text);

/**
 * Any text as cells: composed where it can be, without what takes no cell, and `?` for what cannot be shown. A text of cells stays what
 * it is.
 */
export function cellText(text: string): string {
  if (isSingle(text)) return text;
  const { emojiTail, anyText, noCell } = tables();
  const cells = text
    .normalize("NFC")
    .replace(emojiTail, "")
    .replace(anyText, (character, wide?: string, beyond?: string) => {
      if (wide !== undefined) return wide + FILL;
      if (beyond !== undefined) return beyond;
      return noCell.test(character) ? "" : plainForm(character);
    });
  return cells === "" ? "?" : cells;
}

/** The usual letter behind a mathematical one and the like. */
function plainForm(character: string): string {
  const plain = character.normalize("NFKC");
  return plain.length === 1 && isSingle(plain) ? plain : "?";
}

/** Text that should be cells, and may have been cut: as long as before, a blank for half of a character, `?` for what is no cell. */
export function healed(cells: string): string {
  if (isSingle(cells)) return cells;
  return cells.replace(tables().cutCells, (all, whole?: string, half?: string) => {
    return whole ?? (half === undefined ? "?".repeat(all.length) : " ");
  });
}

/** Cells as they are written: to a terminal, into a file. */
export const written = (cells: string): string => (isSingle(cells) ? cells : healed(cells).replaceAll(FILL, ""));

/** `FILL` as a unit: of itself it is never written. */
export const FILL_UNIT = FILL.charCodeAt(0);

/** Whether a unit is the second cell of the character before it. */
export const isSecondCell = (unit: number): boolean => unit === FILL_UNIT || (unit >= 0xdc00 && unit <= 0xdfff);

const NEAREST: Readonly<Record<string, string>> = {
  "·": "-",
  "•": "*",
  "×": "x",
  "…": "~",
  "—": "-",
  "–": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "→": ">",
  "←": "<",
  µ: "u",
  "\u00a0": " ",
};

/** A text of cells in ASCII, as long as before: the letter under an accent, `?` where there is none. */
export function asciiText(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(/[^\x20-\x7e]/g, (character) => {
    const base = NEAREST[character] ?? character.normalize("NFD").charAt(0);
    return ASCII.test(base) ? base : "?";
  });
}

/** At most `columns` cells; the last one is `more` where something was cut. */
export function clip(text: string, columns: number, more = "…"): string {
  if (text.length <= columns) return text;
  if (columns <= 0) return "";
  const kept = columns - more.length;
  // Half of a character is worth a blank.
  const whole = kept > 0 && isSecondCell(text.charCodeAt(kept)) ? `${text.slice(0, kept - 1)} ` : text.slice(0, kept);
  return whole + more.slice(0, columns);
}

/** Exactly `columns` cells, text at the left. */
export const fitLeft = (text: string, columns: number, more = "…"): string =>
  clip(text, columns, more).padEnd(Math.max(0, columns));

/** Exactly `columns` cells, text at the right. */
export const fitRight = (text: string, columns: number, more = "…"): string =>
  clip(text, columns, more).padStart(Math.max(0, columns));

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
