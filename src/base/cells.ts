/** Text for a grid of cells: one cell for each UTF-16 unit, so that a text's length is its width. */

const ASCII = /^[\x20-\x7e]*$/;
/** Takes no cell, or more than one, or is a control, or is half of a character beyond the first plane. */
const NOT_ONE_CELL = new RegExp(
  [
    "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{M}\\p{Zl}\\p{Zp}",
    // East Asian wide and full-width, and the signs that have an emoji form by default (Unicode 16, first plane).
    "\\u1100-\\u115f\\u231a\\u231b\\u2329\\u232a\\u23e9-\\u23ec\\u23f0\\u23f3\\u25fd\\u25fe\\u2614\\u2615\\u2630-\\u2637",
    "\\u2648-\\u2653\\u267f\\u268a-\\u268f\\u2693\\u26a1\\u26aa\\u26ab\\u26bd\\u26be\\u26c4\\u26c5\\u26ce\\u26d4\\u26ea",
    "\\u26f2\\u26f3\\u26f5\\u26fa\\u26fd\\u2705\\u270a\\u270b\\u2728\\u274c\\u274e\\u2753-\\u2755\\u2757\\u2795-\\u2797",
    "\\u27b0\\u27bf\\u2b1b\\u2b1c\\u2b50\\u2b55\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff",
    "\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6]",
  ].join(""),
  "gv",
);

/** The text with one cell a UTF-16 unit: composed where it can be, and what cannot have one cell becomes `?`. */
export function cellText(text: string): string {
  return ASCII.test(text) ? text : text.normalize("NFC").replace(NOT_ONE_CELL, "?");
}

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
  return text.slice(0, columns - more.length) + more.slice(0, columns);
}

/** Exactly `columns` cells, text at the left. */
export const fitLeft = (text: string, columns: number, more = "…"): string =>
  clip(text, columns, more).padEnd(Math.max(0, columns));

/** Exactly `columns` cells, text at the right. */
export const fitRight = (text: string, columns: number, more = "…"): string =>
  clip(text, columns, more).padStart(Math.max(0, columns));
