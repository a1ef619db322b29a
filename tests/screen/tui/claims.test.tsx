/** The claims in the picker: the list, a verdict, a run of it, and the way back. */
import { expect, test } from "vitest";
import type { Judging } from "../../../src/screen/scene/scenes.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { Claims } from "../../../src/screen/tui/Claims.tsx";
import { type FakeRun, STAGE } from "./fake-stage.ts";
import { KEYS } from "./fake-terminal.ts";
import { mount, PALETTE, SIZE } from "./mount.tsx";

async function open() {
  const put: (() => void)[] = [];
  const show = new Show<FakeRun>(STAGE, null, { quit: () => {}, suspend: () => {}, later: (call) => put.push(call) });
  show.key("c");
  await Promise.resolve();
  const judging = (): Judging<FakeRun> => {
    const scene = show.snapshot();
    if (scene.kind !== "judge") throw new Error(`no claims but ${scene.kind}`);
    return scene;
  };
  const goOn = (): void => {
    while (put.length > 0) put.shift()?.();
  };
  return { show, judging, goOn };
}

test("c lists them, enter settles the one under the cursor after saying so", async () => {
  const { show, judging, goOn } = await open();
  const list = await mount(<Claims show={show} scene={judging()} size={SIZE} palette={PALETTE} />);
  expect(list.frame().split("\n").slice(0, 7)).toEqual([
    " gilgrill · what people say",
    "",
    "   claims",
    " ▶   1  depends    Threads are slow.",
    "",
    "   misconceptions",
    "    m1  false      More is more.",
  ]);
  await list.press("m", "1");
  expect(list.frame()).toContain("2 of 2");
  await list.press(KEYS.enter);
  expect(judging()).toMatchObject({ settled: null, claim: "m1" });
  const settling = await mount(<Claims show={show} scene={judging()} size={SIZE} palette={PALETTE} />);
  expect(settling.frame().split("\n").at(-1)).toBe(
    " settling claim m1, run 1 of 2: blocking ·     1 000 events ·    1 ms simulated   esc cancels",
  );
  show.key("escape");
  goOn();
  expect(judging()).toMatchObject({ settled: null, claim: "m1", underway: null });
  show.pickClaim("m1");
  goOn();
  const verdict = await mount(<Claims show={show} scene={judging()} size={SIZE} palette={PALETTE} />);
  expect(
    verdict
      .frame()
      .split("\n")
      .filter((line) => line !== ""),
  ).toEqual([
    " gilgrill · claim m1 · More is more.",
    " FALSE      It took twice as long.",
    " no         three friends",
    "              alone     3 ms  ███████████████",
    "              together  6 ms  ██████████████████████████████",
    " watch      ▶ friends -m blocking",
    "              friends -m asyncio",
    " ↑↓, enter watches that run   esc goes back   q quits",
  ]);
  await verdict.press(KEYS.down, KEYS.enter);
  expect(judging().message).toBe("asyncio cannot do this");
});

test("a run is watched, and its picker key leads back to the verdict; escape to the list, and to the picker", async () => {
  const { show, judging, goOn } = await open();
  show.pickClaim("m1");
  goOn();
  const verdict = judging();
  show.pickRun({ title: "", scenario: "friends", model: "blocking" });
  expect(show.snapshot()).toMatchObject({ kind: "watch", scenario: "friends" });
  show.key("p");
  expect(show.snapshot()).toEqual(verdict);
  show.key("escape");
  expect(judging()).toMatchObject({ settled: null, claim: "m1" });
  show.key("escape");
  expect(show.snapshot()).toMatchObject({ kind: "pick", scenario: null });
});

test("who leaves the picker before the claims are there is not called back", async () => {
  const show = new Show<FakeRun>(STAGE, null, { quit: () => {}, suspend: () => {}, later: () => {} });
  show.key("c");
  show.pickScenario("friends");
  await Promise.resolve();
  expect(show.snapshot()).toMatchObject({ kind: "pick", scenario: "friends" });
});

test("where there is little room the last runs and numbers give way, never the heading or the keys", async () => {
  const { show, judging, goOn } = await open();
  show.pickClaim("m1");
  goOn();
  for (const rows of [16, 12, 10]) {
    const { frame, press } = await mount(
      <Claims show={show} scene={judging()} size={{ columns: 60, rows }} palette={{ ...PALETTE, unicode: false }} />,
    );
    const lines = frame().split("\n");
    expect(lines).toHaveLength(rows - 1);
    expect(lines[0]).toBe(" gilgrill - claim m1 - More is more.");
    expect(lines.at(-1)).toContain("esc goes back");
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^[\x20-\x7e]{0,60}$/);
    // What is out of sight can be had.
    await press(...Array<string>(4).fill("\x1b[6~"));
    expect(frame()).toContain("together");
    await press(...Array<string>(4).fill("\x1b[5~"));
    expect(frame()).toContain("FALSE");
  }
});
