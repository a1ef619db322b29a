/** A scenario as it is on the screen, with its turned knobs and its forks, as a file that plays the same. */
import { existsSync, writeFileSync } from "node:fs";
import { type Document, isMap, isSeq, parseDocument } from "yaml";
import { spellDuration } from "../base/time.ts";
import { readSource } from "../simulation/workload/document.ts";
import { LIMITS } from "../simulation/workload/limits.ts";
import { withSettings } from "../simulation/workload/settings.ts";
import type { Workload } from "../simulation/workload/workload.ts";
import { type WhatIf, whatIfWords } from "../trace/what-if.ts";
import type { ScenarioSource } from "./scenario.ts";

/** What is saved besides the file's own text and settings. */
export interface Saving {
  /** As it stands with the settings: its title, and its tasks, where their number was set. */
  readonly workload: Workload;
  readonly model: string;
  readonly whatIf: readonly WhatIf[];
}

/** The text of the file: the source's own with the changes put in, so that its comments stay. */
export function savedText({ text, settings }: ScenarioSource, { workload, model, whatIf }: Saving): string {
  const document = parseDocument(text);
  const { data, origins, taskCount } = withSettings(readSource(text).data, settings);
  // The first ones last: what a later setting made stays.
  for (const { made } of origins.toReversed()) {
    const value = made.reduce<unknown>((inner, part) => (inner as Record<string | number, unknown>)[part], data);
    document.setIn(made, document.createNode(value));
  }
  if (taskCount !== null) setCount(document, Number(taskCount.value), workload);
  document.set("title", titleOf(workload.title, whatIf));
  document.set("model", model);
  document.delete("whatIf");
  if (whatIf.length > 0 && isMap(document.contents)) {
    const key = document.createNode("whatIf");
    key.spaceBefore = true;
    document.contents.items.push(document.createPair(key, forksOf(document, whatIf)));
  }
  return document.toString({ lineWidth: 120 });
}

/**
 * Writes it beside where the program was started, under a name that is free.
 *
 * @param name of the scenario: a built-in's, or a path
 * @returns the file's name
 * @throws where the folder cannot be written to
 */
export function writeScenario(name: string, text: string): string {
  const base = (name.split(/[\\/]/).at(-1) ?? "").replace(/\.(ya?ml|json)$/i, "").replace(/\.what-if(-\d+)?$/, "");
  const stem = /^[\w.-]+$/.test(base) ? base : "scenario";
  for (let number = 1; ; number++) {
    const file = `${stem}.what-if${number === 1 ? "" : `-${number}`}.yaml`;
    if (existsSync(file)) continue;
    writeFileSync(file, text, { flag: "wx" });
    return file;
  }
}

const MARK = " (what if: ";

/** The title with its forks in words, or with their number where that is too long. */
function titleOf(title: string, whatIf: readonly WhatIf[]): string {
  const at = title.indexOf(MARK);
  const own = at < 0 ? title : title.slice(0, at);
  if (whatIf.length === 0) return own;
  const most = LIMITS.title;
  const told = `${own}${MARK}${whatIf.map(whatIfWords).join("; ")})`;
  if (told.length <= most) return told;
  const counted = `${own}${MARK}${whatIf.length} changes)`;
  return counted.length <= most ? counted : own;
}

/** A line a fork. */
function forksOf(document: Document, whatIf: readonly WhatIf[]) {
  const list = document.createNode(whatIf.map(spelt));
  if (isSeq(list)) {
    list.flow = false;
    for (const item of list.items) if (isMap(item)) item.flow = true;
  }
  return list;
}

/** As it stands in a file. */
export function spelt(change: WhatIf): Readonly<Record<string, unknown>> {
  const at = spellDuration(change.at);
  if ("cores" in change) return { at, cores: change.cores };
  if ("interval" in change) return { at, interval: spellDuration(change.interval) };
  if ("choice" in change) return { at, choice: change.choice, take: change.take };
  const { on, for: length } = change.io;
  return { at, io: on === null ? spellDuration(length) : { on, for: spellDuration(length) } };
}

/** The list of tasks with another number of them: as the setting does it, spelt out. */
function setCount(document: Document, wanted: number, { tasks }: Workload): void {
  const list = document.get("tasks");
  if (!isSeq(list)) return;
  const counts = list.items.map((item) => (isMap(item) ? Number(item.get("count") ?? 0) : 0));
  const most = Math.max(...counts);
  if (list.items.length === 1 || most > 0) {
    document.setIn(["tasks", list.items.length === 1 ? 0 : counts.indexOf(most), "count"], wanted);
    return;
  }
  const own = list.items.length;
  list.items = list.items.slice(0, wanted);
  for (let index = own; index < wanted; index++) {
    const copy = (list.items[index % own] as { clone(): unknown }).clone();
    if (isMap(copy)) copy.set("name", tasks[index]?.name ?? "");
    list.items.push(copy);
  }
}
