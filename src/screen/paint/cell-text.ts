/** Text that a terminal shows in as many cells as it has UTF-16 units. */

const ASCII = /^[\x20-\x7e]*$/;
/** Takes no cell, or more than one, or is a control, or lies beyond the first plane (two units there). */
const NOT_ONE_CELL = new RegExp(
  [
    "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{M}\\p{Zl}\\p{Zp}",
    // East Asian wide and full-width, and the signs that have an emoji form by default (Unicode 16, first plane).
    "\\u1100-\\u115f\\u231a\\u231b\\u2329\\u232a\\u23e9-\\u23ec\\u23f0\\u23f3\\u25fd\\u25fe\\u2614\\u2615\\u2630-\\u2637",
    "\\u2648-\\u2653\\u267f\\u268a-\\u268f\\u2693\\u26a1\\u26aa\\u26ab\\u26bd\\u26be\\u26c4\\u26c5\\u26ce\\u26d4\\u26ea",
    "\\u26f2\\u26f3\\u26f5\\u26fa\\u26fd\\u2705\\u270a\\u270b\\u2728\\u274c\\u274e\\u2753-\\u2755\\u2757\\u2795-\\u2797",
    "\\u27b0\\u27bf\\u2b1b\\u2b1c\\u2b50\\u2b55\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff",
    "\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{10000}-\\u{10ffff}]",
  ].join(""),
  "gv",
);
const NEAREST: Readonly<Record<string, string>> = {
  "·": "-",
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

/** One cell for each UTF-16 unit of the text: what cannot have that becomes `?`. */
export function printable(text: string, ascii = false): string {
  if (ASCII.test(text)) return text;
  return ascii ? text.replace(/[^\x20-\x7e]/g, asciiOf) : text.replace(NOT_ONE_CELL, questions);
}

const questions = (character: string): string => "?".repeat(character.length);

function asciiOf(character: string): string {
  const nearest = NEAREST[character];
  if (nearest !== undefined) return nearest;
  const base = character.normalize("NFD").charAt(0);
  return ASCII.test(base) ? base : "?";
}
