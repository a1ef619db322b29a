/** A model's own page: what is modelled, what is simplified, how it stands against measured runs, and which of its costs nobody measured. */
import { capital } from "../base/cells.ts";
import { COSTS, type CostName } from "../simulation/profiles/costs.ts";
import type { Runtime } from "../simulation/runtimes/runtime.ts";
import type { Tally } from "./fidelity.ts";
import standing from "./standing.json" with { type: "json" };

export interface PageSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/** How one model stands; made by the tests, which see to it that it stays true. */
export interface Standing {
  readonly hard: Tally;
  readonly exact: Tally;
  readonly soft: Tally;
  /** Costs that the model's program uses and that were not measured. */
  readonly unmeasured: readonly CostName[];
}

const SIMPLIFIED = /^Simplified: /;
const CHECKED = /^(?:Checked against|Not checked|Measured with|Costs and)\b/;

/** The parts of a page that has something to say in them. */
export function modelPage({ id, page }: Runtime): readonly PageSection[] {
  const own = (standing as unknown as Readonly<Record<string, Standing>>)[id];
  return [
    { heading: "Modelled", sentences: page.filter((each) => !SIMPLIFIED.test(each) && !CHECKED.test(each)) },
    {
      heading: "Simplified",
      sentences: page.filter((each) => SIMPLIFIED.test(each)).map((each) => capital(each.replace(SIMPLIFIED, ""))),
    },
    { heading: "Checked", sentences: [...page.filter((each) => CHECKED.test(each)), ...figuresOf(id, own)] },
    { heading: "Not measured", sentences: (own?.unmeasured ?? []).map(unmeasured) },
  ].filter(({ sentences }) => sentences.length > 0);
}

/** `Inside their bands: 72 of 76 firm figures, 57 of 57 outcomes, 60 of 70 noisy figures (gilgrill fidelity -m threads-gil).` */
function figuresOf(id: string, own: Standing | undefined): readonly string[] {
  const parts = [
    partOf(own?.hard, "firm figures"),
    partOf(own?.exact, "outcomes"),
    partOf(own?.soft, "noisy figures"),
  ].flat();
  if (parts.length === 0) return ["No measured case is for this model."];
  return [`Inside their bands: ${parts.join(", ")} (gilgrill fidelity -m ${id}).`];
}

const partOf = (tally: Tally | undefined, noun: string): readonly string[] =>
  tally === undefined || tally.of === 0
    ? []
    : [`${tally.inside} of ${tally.of} ${tally.of === 1 ? noun.slice(0, -1) : noun}`];

/** `[R] migration: extra cost when a thread resumes on another core` */
function unmeasured(name: CostName): string {
  const { mark, what } = COSTS[name];
  return `[${mark}] ${mark === "R" ? "recalled" : "from a source"}: ${what}.`;
}
