import { expect, test } from "vitest";
import { markdown } from "../../src/exporters/markdown/markdown.ts";
import { TraceBuilder, threeFriends } from "../support/trace-builder.ts";
import { exportedRun, exportedTrace, scenario } from "./exported.ts";

test("a page: title, machine, findings, lanes, totals, command", () => {
  const page = markdown([exportedTrace(threeFriends())]).join("");
  expect(page.split("\n").filter((line) => /^(?:#|```|\| (?:model|Python|total)|- |gilgrill)/.test(line))).toEqual([
    "# Three friends at the counter",
    "| model | threads + GIL |",
    "| Python | 3.12 |",
    "- Concurrent, not parallel: up to 3 tasks in progress, but the GIL lets one thread run Python at a time.",
    "- Busy, not parallel: on average 2.3 threads had Python to run on 2 hardware threads, and 26 ms of it took 26 ms: \\`top\\` shows 100%.",
    "```text",
    "```",
    "```text",
    "```",
    "| total |  |",
    "```sh",
    "gilgrill run -m threads-gil",
    "```",
  ]);
  expect(page).toMatch(/^core 0 {2}AAAA/m);
});

test("several runs: a table to compare, then a chapter each", () => {
  const runs = ["blocking", "asyncio"].map((model) => exportedRun(scenario("three-friends"), model));
  const page = markdown(runs).join("");
  expect(page).toMatch(/^\| model \| makespan \| speed-up \|/m);
  expect(page).toMatch(/^\| asyncio \| [\d.]+ ms \| [\d.]+x \|/m);
  expect(page).toMatch(/^First: asyncio/m);
  expect(page.match(/^## /gm)).toHaveLength(2);
});

test("names are no Markdown, and cannot leave a fence", () => {
  const b = new TraceBuilder({ title: "a | b *c* <d> [e]" });
  b.process("```");
  const task = b.task("````", []);
  b.thread("````", "task", task);
  b.create(0, 0);
  b.later(5).enter(0, 0, true);
  b.later(5).compute(0, task, "python", 1);
  b.at(2).stop(0);
  const page = markdown([exportedTrace(b.end())]).join("");
  expect(page).toMatch(/^# a \\\| b \\\*c\\\* \\<d\\> \\\[e\\\]$/m);
  expect(page).toMatch(/^`{5}text$/m);
});
