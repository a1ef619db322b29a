import { expect, test } from "vitest";
import { cli, LUNCH } from "./run-cli.ts";

const jsonOf = async (line: string, stdin = LUNCH) => {
  const { status, stdout, stderr } = await cli(line, { stdin });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
};

test("run prints one summary for one model and a list for several", async () => {
  const one = await jsonOf("run - -m blocking --format json");
  expect(one).toMatchObject({ schema: "gilgrill/run/1", scenario: "Lunch", model: "blocking", outcome: "completed" });
  expect(one.makespanNs).toBe(15_000_000);
  const two = await jsonOf("run - -m blocking,threads --format json");
  expect(two.map((each: { model: string }) => each.model)).toEqual(["blocking", "threads"]);
  expect(two[0]).toEqual(one);
});

test("the same command line gives the same bytes", async () => {
  const line = "run three-friends -m threads-gil --format events";
  expect(await cli(line)).toEqual(await cli(line));
});

test("options change the scenario", async () => {
  const { cores } = await jsonOf("run - -m threads --cores 3 --format json");
  expect(cores).toHaveLength(3);
  const slow = await jsonOf("run - -m blocking --set tasks[0].steps[0].cpu=20ms --format json");
  expect(slow.makespanNs).toBe(25_000_000);
  const many = await jsonOf("run - -m blocking --tasks 4 --format json");
  expect(many.tasks).toHaveLength(4);
});

test("a run out of time is a result", async () => {
  const { outcome } = await jsonOf("run - -m blocking --until 3ms --format json");
  expect(outcome).toBe("budget-exhausted");
});

test("events are JSON lines that begin with the run's facts", async () => {
  const { stdout } = await cli("run - -m blocking --format events", { stdin: LUNCH });
  const [first, ...events] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(first.events).toBe(events.length);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
  expect(events.at(-1)).toMatchObject({ kind: "run.ended", outcome: "completed" });
});

test("without a terminal play, run and the bare command print the run as text", async () => {
  const [play, run, bare] = await Promise.all([cli("play"), cli("run"), cli("")]);
  expect(play.status).toBe(0);
  expect(play.stdout).toContain("Three friends at the counter");
  expect(play.stdout).not.toContain("\u001b");
  expect(run).toEqual(play);
  expect(bare).toEqual(play);
});

test("compare prints a line a model and who was first", async () => {
  const { status, stdout } = await cli("compare - -m blocking,threads --cores 2", { stdin: LUNCH });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Compare: Lunch, 2 cores\n/);
  expect(stdout).toMatch(/\nblocking +15 ms +1\.0x /);
  expect(stdout).toMatch(/\nthreads +1\d ms +1\.\dx /);
  expect(stdout).toMatch(/\nFirst: threads, in 1\d ms, 1\.\dx as fast as blocking\.\n/);
});

test("compare left alone takes the models people argue about", async () => {
  const summaries = await jsonOf("compare - --format json");
  expect(summaries.length).toBeGreaterThan(3);
  expect(summaries[0]).toMatchObject({ schema: "gilgrill/run/1", model: "blocking" });
});

test("--ascii is ASCII, whatever the scenario is called", async () => {
  const { stdout } = await cli("run - -m blocking --ascii", {
    stdin: LUNCH.replaceAll("Lunch", "Café").replace("Ann", "Zoë"),
  });
  expect(stdout).toContain("Cafe");
  expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
});

test("what goes into a pipe does not depend on the locale", async () => {
  const line = "run three-friends -m threads-gil";
  const plain = await cli(line);
  expect(await cli(line, { env: { LC_ALL: "C", TERM: "linux" } })).toEqual(plain);
  expect(await cli(line, { env: { LANG: "de_DE.UTF-8", COLUMNS: "60" } })).toEqual(plain);
  expect((await cli("compare --ascii -", { stdin: LUNCH.replace("Lunch", "Café") })).stdout).toMatch(
    /^Compare: Cafe,[\n\x20-\x7e]*$/,
  );
});
