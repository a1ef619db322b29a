/** The measured data: read from the files beside the program when they are asked for. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { InvariantError } from "../base/errors.ts";
import type { Case, Expectation, Grade, Spec, Value, Vocabulary } from "./case.ts";
import { modelOf } from "./kinds/workload.ts";

export interface FidelityData {
  /** In the order of the files: those of one kind together. */
  readonly cases: readonly Case[];
  readonly vocabulary: Vocabulary;
  readonly notes: Notes;
}

/** Why a figure is missed, a sentence each: by the case and the figure, by the case (`*`), by the figure wherever it is missed, or by its grade. */
export interface Notes {
  readonly cases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly figures: Readonly<Record<string, string>>;
  readonly grades: Readonly<Record<string, string>>;
}

interface Bar {
  readonly target: number;
  readonly low: number;
  readonly high: number;
  readonly grade: Grade;
}

interface Race {
  readonly must_lose: boolean;
}

/** A case as cases.json has it. */
interface MeasuredCase {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly spec: Spec;
  readonly measured: Readonly<Record<string, { readonly median: number }>>;
  readonly bars: Readonly<Record<string, Bar | Race>>;
}

/** A case as scenarios.yaml has it; one for each of its versions. */
interface MeasuredScenario {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly model?: string;
  readonly versions?: readonly string[];
  readonly scenario?: { readonly python?: object };
  readonly spec?: Spec;
  readonly expect: Readonly<Record<string, Value | Bar | readonly (readonly [string, number])[]>>;
}

/** @throws InvariantError where a file is missing. */
export function readData(): FidelityData {
  const { cases } = JSON.parse(fileText("cases.json")) as { readonly cases: readonly MeasuredCase[] };
  const { scenarios, bodies, disturbances } = parse(fileText("scenarios.yaml")) as Vocabulary & {
    readonly scenarios: readonly MeasuredScenario[];
  };
  const all = [...cases.flatMap(ofMeasured), ...scenarios.flatMap(ofScenario)];
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return {
    cases: kinds.flatMap((kind) => all.filter((each) => each.kind === kind)),
    vocabulary: { bodies, disturbances },
    notes: parse(fileText("notes.yaml")) as Notes,
  };
}

function fileText(file: string): string {
  // Beside this file in the sources; in a folder of their own beside the built program.
  for (const place of [`./${file}`, `./fidelity/${file}`]) {
    try {
      return readFileSync(new URL(place, import.meta.url), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new InvariantError("a file of measured data is missing", { file });
}

function ofMeasured(each: MeasuredCase): readonly Case[] {
  const { id, kind, title, spec, bars } = each;
  const measured = Object.fromEntries(Object.entries(each.measured).map(([name, { median }]) => [name, median]));
  const shared = { id, kind, title, spec, measured };
  const races = Object.entries(bars).filter((bar): bar is [string, Race] => "must_lose" in bar[1]);
  if (races.length > 0) {
    const losses = races.map(([version, { must_lose }]) => lossOf(version, must_lose, measured[version]));
    return byVersion(shared, losses);
  }
  const model = kind === "asyncio-lateness" ? "asyncio" : modelOf(spec);
  const expected = Object.entries(bars as Readonly<Record<string, Bar>>).map(([figure, bar]) => bandOf(figure, bar));
  return [{ ...shared, expected, ...(model && { model }) }];
}

interface Loss {
  readonly version: string;
  readonly expected: readonly Expectation[];
}

/** A share of what is lost is only good for its order: from a tenth to a half, in all that was seen. */
const SHARE = { low: 0.1, high: 0.5, grade: "soft" } as const;

/** @param share the median, where it was measured. */
function lossOf(fullVersion: string, loses: boolean, share: number | undefined): Loss {
  const version = fullVersion.split(".").slice(0, 2).join(".");
  const outcome = exactly(`${version} loses`, loses ? "yes" : "no");
  if (!loses || share === undefined || share === 0) return { version, expected: [outcome] };
  return { version, expected: [outcome, { figure: `${version} share`, measured: share, ...SHARE }] };
}

/** The versions of one model together. */
function byVersion(shared: Omit<Case, "expected">, losses: readonly Loss[]): readonly Case[] {
  const models = [...new Set(losses.map(({ version }) => modelOf({ python: version }) ?? ""))];
  return models.map((model) => ({
    ...shared,
    model,
    expected: losses
      .filter(({ version }) => (modelOf({ python: version }) ?? "") === model)
      .flatMap(({ expected }) => expected),
  }));
}

function ofScenario({ versions, scenario, spec = {}, expect, ...shared }: MeasuredScenario): readonly Case[] {
  const races = expect["loses"];
  if (Array.isArray(races)) {
    const losses = (races as readonly (readonly [string, number])[]).map(([version, share]) =>
      lossOf(version, share > 0, share),
    );
    return byVersion({ ...shared, spec, measured: {} }, losses);
  }
  const expected = Object.entries(expect as Readonly<Record<string, Value | Bar>>).map(([figure, wanted]) =>
    typeof wanted === "object" ? bandOf(figure, wanted) : exactly(figure, wanted),
  );
  return (versions ?? [null]).map((version) => ({
    ...shared,
    id: version === null ? shared.id : `${shared.id}_${version}`,
    spec,
    measured: {},
    expected,
    scenario: version === null ? scenario : { ...scenario, python: { ...scenario?.python, version } },
  }));
}

const bandOf = (figure: string, { target, low, high, grade }: Bar): Expectation => ({
  figure,
  measured: target,
  low,
  high,
  grade,
});
const exactly = (figure: string, measured: Value): Expectation => ({
  figure,
  measured,
  low: null,
  high: null,
  grade: "yes/no",
});
