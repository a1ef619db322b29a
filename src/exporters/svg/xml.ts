/** Text in XML: nothing of it is taken for markup, and nothing in it is forbidden there (https://www.w3.org/TR/xml/, production 2). */

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Controls and halves of characters, which XML has no way to spell, or nobody a way to see. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, "?").replace(/[&<>"]/g, (character) => MARKUP[character] as string);
