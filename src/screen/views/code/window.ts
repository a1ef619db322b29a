/** Which lines of a program are in sight. */
import type { ListingFrame } from "../../frame/listing.ts";

/** Lines that stay in sight from one page to the next. */
const KEPT = 3;

/** The numbers of the lines that are worth a row: of several blank ones in a row, one. */
export function rowsOf(lines: readonly string[]): readonly number[] {
  return lines.flatMap((line, at) => (line.trim() === "" && (lines[at - 1] ?? "").trim() === "" ? [] : [at]));
}

/**
 * The lines to show in so many rows: a page of the program.
 *
 * Everything where there is room. Else the functions of the tasks and the main program, as one page that never moves, where they fit;
 * else the page of the selected task, or the one with the most people on it, the first of several. Which page it is depends on the
 * frame alone, so a window moves only when people have gone elsewhere.
 */
export function windowOf(listing: ListingFrame, rows: number): readonly number[] {
  const page = pageOf(listing, rows);
  // Nothing begins with nothing.
  return page.slice(page.findIndex((line) => listing.lines[line]?.trim() !== ""));
}

function pageOf(listing: ListingFrame, rows: number): readonly number[] {
  const all = rowsOf(listing.lines);
  if (all.length <= rows) return all;
  const from = Math.max(
    0,
    all.findIndex((line) => line >= listing.begins),
  );
  const own = all.length - from;
  // What is above the functions fills the rest.
  if (own <= rows) return all.slice(all.length - rows);
  const pages = pagesOf(all, from, rows);
  const selected = listing.people.find((each) => each.selected);
  if (selected !== undefined)
    return pages.find((page) => page.includes(selected.line)) ?? (pages[0] as readonly number[]);
  let best = pages[0] as readonly number[];
  let most = 0;
  for (const page of pages) {
    const count = listing.people.reduce(
      (sum, { line, running, waiting }) => (page.includes(line) ? sum + running.length + waiting.length : sum),
      0,
    );
    if (count > most) [best, most] = [page, count];
  }
  return best;
}

function pagesOf(all: readonly number[], from: number, rows: number): readonly (readonly number[])[] {
  const stride = Math.max(1, rows - KEPT);
  const pages: (readonly number[])[] = [];
  for (let first = from; ; first += stride) {
    const last = first + rows >= all.length;
    pages.push(last ? all.slice(all.length - rows) : all.slice(first, first + rows));
    if (last) return pages;
  }
}
