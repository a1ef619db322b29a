/** The ledger of claims for programs. */
import type { Claim, RunPlan } from "../../claims/claim.ts";
import type { Settled } from "../../claims/settle.ts";

/** A claim as it stands in the list. */
export const listedClaim = ({ id, statement, verdict }: Claim) => ({ id, claim: statement, verdict });

/** @param watch its runs, with the commands that show them. */
export function settledClaim(settled: Settled, watch: readonly { readonly plan: RunPlan; readonly command: string }[]) {
  const { claim, holds, cases, sentence } = settled;
  return {
    ...listedClaim(claim),
    holds,
    sentence,
    look: claim.look,
    cases: cases.map(({ when, answer, figures }) => ({ when, answer, numbers: figures })),
    runs: watch.map(({ plan, command }) => ({ ...plan, command })),
  };
}
