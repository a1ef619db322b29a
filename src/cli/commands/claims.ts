import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Claim } from "../../claims/claim.ts";
import type { Context, LookOptions } from "../context.ts";
import { EXIT, type ExitStatus } from "../faults.ts";
import { addFormat, addLookOptions } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { pageOf } from "../text.ts";

interface Options extends LookOptions {
  readonly format: "text" | "json";
  readonly all?: true;
  readonly misconceptions?: true;
}

/** `gilgrill claims`: what people repeat about concurrency, and the runs that settle it. */
export function addClaims(program: Command, context: Context, ended: (status: ExitStatus) => void): void {
  const command = program
    .command("claims")
    .description("claims people repeat, each settled by runs")
    .argument("[number...]", "the claims to settle, such as 7 or m5; left out: the list")
    .option("--misconceptions", "only the misconceptions, m1 and the following")
    .option("--all", "settle all of them");
  addFormat(addLookOptions(command), ["text", "json"]);
  command.action(async (ids: readonly string[]) => {
    const options = command.optsWithGlobals<Options>();
    const chosen = await choose(ids, options);
    if (ids.length === 0 && options.all !== true) return list(context, chosen, options);
    if (!(await settleAll(context, chosen, options))) ended(EXIT.fault);
  });
}

/** @throws UserError where there is no claim of one of these numbers. */
async function choose(ids: readonly string[], options: Options): Promise<readonly Claim[]> {
  const { claims, isMisconception } = await import("../../claims/index.ts");
  if (ids.length > 0 && (options.all ?? options.misconceptions) === true) {
    throw new UserError("claims: found a number and --all or --misconceptions, expected one of the two");
  }
  if (ids.length > 0) return ids.map((id) => claims.get(id.toLowerCase().replace(/^#/, "")));
  return options.misconceptions === true ? claims.all.filter(isMisconception) : claims.all;
}

async function list(context: Context, chosen: readonly Claim[], options: Options): Promise<void> {
  if (options.format === "json") {
    const { listedClaim } = await import("../../exporters/json/claims.ts");
    return writeJson(context.stdout, chosen.map(listedClaim));
  }
  const [{ isMisconception }, { claimsText }] = await Promise.all([
    import("../../claims/index.ts"),
    import("../../exporters/text/claims.ts"),
  ]);
  const groups = [
    ["claims people repeat:", chosen.filter((claim) => !isMisconception(claim))],
    ["misconceptions:", chosen.filter(isMisconception)],
  ] as const;
  const blocks = groups.flatMap(([title, claims]) => (claims.length === 0 ? [] : [[...claimsText(title, claims), ""]]));
  await writeLines(context.stdout, [
    ...blocks.flat(),
    "gilgrill claims 7 settles one: verdict, numbers, the runs to watch",
  ]);
}

/** @returns whether the runs bear every verdict out. */
async function settleAll(context: Context, chosen: readonly Claim[], options: Options): Promise<boolean> {
  const [{ Court }, { commandsOf }, { settledClaim }, { settledText }, page] = await Promise.all([
    import("../claims.ts"),
    import("../../claims/settle.ts"),
    import("../../exporters/json/claims.ts"),
    import("../../exporters/text/claims.ts"),
    pageOf(context, options),
  ]);
  const progress = new ProgressLine(context);
  const court = new Court(progress);
  const found: unknown[] = [];
  let allHold = true;
  for (const [index, claim] of chosen.entries()) {
    progress.head(chosen.length > 1 ? `claim ${claim.id} (${index + 1} of ${chosen.length})` : `claim ${claim.id}`);
    const settled = await progress.during(async () => court.settle(claim));
    allHold &&= settled.holds;
    const watch = commandsOf(claim);
    if (options.format === "json") found.push(settledClaim(settled, watch));
    else {
      const lines = settledText(
        settled,
        watch.map(({ command }) => command),
        page,
      );
      await writeLines(context.stdout, index === 0 ? lines : ["", "", ...lines]);
    }
  }
  if (options.format === "json") await writeJson(context.stdout, found.length === 1 ? found[0] : found);
  if (!allHold) context.stderr.write("gilgrill: the runs do not bear every verdict out\n");
  return allHold;
}
