/** Tapes: what is written is read, and what is wrong is said with its place. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.ts";
import { ns } from "../../../src/base/time.ts";
import { parseTape } from "../../../src/screen/recorder/parse-tape.ts";
import { spellTape } from "../../../src/screen/recorder/spell-tape.ts";
import { type Act, SETTINGS, type SettingName } from "../../../src/screen/recorder/tape.ts";

const acts = (text: string) => parseTape(text, "a.tape").deeds.map(({ act }) => act);

test("settings, deeds, comments, quotes", () => {
  const tape = parseTape(
    `# a demo
scenario three-friends   # the first one
title "Ann \\"the cook\\""
set machine.cores=2
set python.switchInterval=1ms

chapter the first hand-over
key n
keys 3 l
type :46ms
wait 1.5s
until 46ms
mark
`,
    "a.tape",
  );
  expect(tape.settings.map(({ name, value }) => [name, value])).toEqual([
    ["scenario", "three-friends"],
    ["title", 'Ann "the cook"'],
    ["set", "machine.cores=2"],
    ["set", "python.switchInterval=1ms"],
  ]);
  expect(tape.settings[0]?.at).toEqual({ line: 2, column: 10 });
  expect(tape.deeds.map(({ act }) => act)).toEqual([
    { kind: "chapter", title: "the first hand-over" },
    { kind: "keys", keys: ["n"] },
    { kind: "keys", keys: ["3", "l"] },
    { kind: "type", text: ":46ms" },
    { kind: "wait", milliseconds: 1500 },
    { kind: "until", time: 46_000_000 },
    { kind: "mark", note: "" },
  ]);
});

test("a key that would begin a comment or a text stands in quotes", () => {
  expect(acts('key "\\""\nkeys "#" x\n')).toEqual([
    { kind: "keys", keys: ['"'] },
    { kind: "keys", keys: ["#", "x"] },
  ]);
});

test.each([
  [
    "kye n",
    'a.tape:1:1: found "kye", expected a setting or one of key, keys, type, wait, until, end, play, pause, chapter, mark, did you mean key?',
  ],
  ["\n  key spcae", 'a.tape:2:7: key: found "spcae", expected a key, such as n or space: did you mean space?'],
  ["key", "a.tape:1:4: key: found nothing, expected a key, such as n or space"],
  ["key n n", 'a.tape:1:7: key: found "n", expected the end of the line'],
  ["wait 2", 'a.tape:1:6: wait: found "2", expected a real time, such as 2s'],
  ["until later", 'a.tape:1:7: until: found "later", expected a simulated time, such as 46ms'],
  ["play now", 'a.tape:1:6: play: found "now", expected the end of the line'],
  ["play\nmodel asyncio", "a.tape:2:1: found the setting model after a deed, expected it before all deeds"],
  ["model a\nmodel b", "a.tape:2:1: found model a second time, it is set in line 1"],
  ['title "one', "a.tape:1:7: found a quote without its partner, expected a second one"],
  ["title", "a.tape:1:6: title: found nothing, expected a text"],
])("%j is refused", (text, message) => {
  expect(() => parseTape(text, "a.tape")).toThrow(new UserError(message));
});

const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .array(fc.constantFrom("n", '"', "#", "\\", "space", "left", "ctrl+c", "é"), { minLength: 1, maxLength: 4 })
    .map((keys): Act => ({ kind: "keys", keys })),
  text.map((each): Act => ({ kind: "type", text: each })),
  fc.nat(1e6).map((milliseconds): Act => ({ kind: "wait", milliseconds })),
  fc.nat(1e9).map((time): Act => ({ kind: "until", time: ns(time) })),
  text.map((title): Act => ({ kind: "chapter", title })),
  fc.option(text, { nil: "" }).map((note): Act => ({ kind: "mark", note })),
  fc.constantFrom<Act>({ kind: "end" }, { kind: "play" }, { kind: "pause" }),
);

test("what is spelt is read back", () => {
  const names = Object.keys(SETTINGS) as SettingName[];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.constantFrom(...names), text), { selector: ([name]) => name }),
      fc.array(act, { maxLength: 12 }),
      (settings, deeds) => {
        const at = { line: 1, column: 1 };
        const spelt = spellTape({
          settings: settings.map(([name, value]) => ({ name, value, at })),
          deeds: deeds.map((each) => ({ act: each, at })),
        });
        const read = parseTape(spelt, "a.tape");
        expect(read.settings.map(({ name, value }) => [name, value])).toEqual(settings);
        expect(read.deeds.map((deed) => deed.act)).toEqual(deeds);
      },
    ),
  );
});
