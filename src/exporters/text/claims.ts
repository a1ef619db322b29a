/** The ledger of claims as text: a line each, or one of them settled. */
import { asciiText, written } from "../../base/cells.ts";
import type { Claim } from "../../claims/claim.ts";
import type { Settled } from "../../claims/settle.ts";
import { plain } from "../../screen/views/line.ts";
import { beside, settledLines } from "../../screen/views/verdict.ts";
import type { Page } from "./lanes.ts";

/** Number, verdict, claim: a line each. */
export function claimsText(title: string, claims: readonly Claim[]): readonly string[] {
  const ids = Math.max(...claims.map(({ id }) => id.length));
  const verdicts = Math.max(...claims.map(({ verdict }) => verdict.length));
  const lines = claims.map(
    ({ id, statement, verdict }) => `  ${id.padStart(ids)}  ${verdict.padEnd(verdicts)}  ${statement}`,
  );
  return [title, ...lines];
}

/** @param commands those that show its runs. */
export function settledText(settled: Settled, commands: readonly string[], page: Page): readonly string[] {
  const lines = [
    ...settledLines(settled, page),
    [],
    ...beside(
      "watch",
      {},
      commands.map((text) => [{ text, style: {} }]),
    ),
  ];
  return lines.map((line) => (page.unicode ? written(plain(line)) : asciiText(plain(line))).trimEnd());
}
