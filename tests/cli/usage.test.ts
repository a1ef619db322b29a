import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InvariantError, UserError } from "../../src/base/errors.ts";
import { reportOf, withRunFacts } from "../../src/cli/faults.ts";
import { views } from "../../src/screen/views/index.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { cli, LUNCH, runCli } from "./run-cli.ts";

test("help goes to standard output and names every command", async () => {
  const { status, stdout, stderr } = await cli("--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const command of ["play", "run", "compare", "list", "explain", "check", "schema"])
    expect(stdout).toContain(`\n  ${command} `);
});

test("help is a command too", async () => {
  expect(await cli("help")).toEqual(await cli("--help"));
  expect(await cli("help run")).toEqual(await cli("run --help"));
});

test("the help of every command fits 80 columns", async () => {
  const commands = [
    "",
    ...[...(await cli("--help")).stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? ""),
  ];
  expect(commands).toContain("record");
  for (const command of commands) {
    const { stdout } = await cli(`${command} --help`.trim());
    expect([command, stdout.split("\n").filter((line) => line.length > 80)]).toEqual([command, []]);
  }
});

test("the help of record names every view, in the order of their keys", async () => {
  const words = (await cli("record --help")).stdout.replace(/\s+/g, " ");
  expect(words).toContain(`the view to begin with: ${views.ids.join(", ")} `);
});

test("the version is the package's", async () => {
  expect((await cli("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [
    "run --format xml",
    "gilgrill: option '--format <form>' argument 'xml' is invalid. Allowed choices are text, story, json, events.",
  ],
  ["run --corse 4", "gilgrill: unknown option '--corse' (Did you mean --cores?)"],
  ["run -m", "gilgrill: option '-m, --model <ids>' argument missing"],
  ["play a b", "gilgrill: too many arguments for 'play'. Expected 1 argument but got 2."],
  ["rum", 'gilgrill: unknown command "rum", did you mean run?'],
  ["check", "gilgrill: missing required argument 'file'"],
  ["run --until 3", '--until: found "3", expected a time above zero with a unit, such as 500ms or 2s'],
  ["run --set cores", '--set: found "cores", expected PATH=VALUE, such as machine.scheduler=rr'],
  ["run --set machine.coers=3", "--set machine.coers=3: unknown key, did you mean cores?"],
  ["run ./none.yaml", "./none.yaml: there is no such file"],
  ["run ./src", "./src: is a folder, expected a scenario file"],
  ["play -m blocking,threads", "play shows one model; compare shows several"],
])("%s: one line, status 2", async (line, message) => {
  expect(await cli(line)).toEqual({ status: 2, stdout: "", stderr: `${message}\n` });
});

test("unknown names say which there are", async () => {
  const model = await cli("run -m threds");
  expect(model.status).toBe(2);
  expect(model.stderr).toMatch(/^unknown model "threds", did you mean threads\?\n {2}there are: .*blocking/);
  const scenario = await cli("run three-freinds");
  expect(scenario.status).toBe(2);
  expect(scenario.stderr).toMatch(/^unknown scenario "three-freinds", did you mean three-friends\?\n/);
});

test("a wrong file is told with its place, and nothing else happens", async () => {
  const { status, stdout, stderr } = await cli("run -", { stdin: "tasks:\n  - name: Ann\n    steps: [{cup: 5ms}]\n" });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^<stdin>:3:14: tasks\[0\]\.steps\[0\]\.cup: unknown (?:key|step), did you mean cpu\?\n$/);
});

test("a model that there is not is told with its place, where it matters", async () => {
  const world = { stdin: `model: asincio\n${LUNCH}` };
  const expected = `${runtimes.ids.slice(0, -1).join(", ")} or ${runtimes.ids.at(-1)}`;
  const told = `<stdin>:1:8: model: found "asincio", expected ${expected}, did you mean asyncio?\n`;
  for (const line of ["run -", "check -", "play -"]) {
    expect(await cli(line, world)).toEqual({ status: 2, stdout: "", stderr: told });
  }
  expect((await cli("run - -m blocking --format json", world)).status).toBe(0);
});

test.each([
  [
    "not UTF-8",
    Buffer.from("title: Caf\xe9\ntasks: []\n", "latin1"),
    "1:11: found the byte 0xe9, expected text in UTF-8",
  ],
  ["UTF-16", Buffer.from("\ufefftitle: x", "utf16le"), "1:1: found the byte 0xff, expected text in UTF-8"],
  ["a file without an end", Buffer.alloc(3 * 1024 * 1024, "# "), "1:1: found more than 1 MiB, expected at most 1 MiB"],
])("%s is refused", async (_, stdin, told) => {
  expect(await cli("run -", { stdin })).toEqual({ status: 2, stdout: "", stderr: `<stdin>:${told}\n` });
  const folder = mkdtempSync(join(tmpdir(), "gilgrill-"));
  const file = join(folder, "lunch.yaml");
  try {
    writeFileSync(file, stdin);
    expect(await runCli(["check", file])).toEqual({ status: 2, stdout: "", stderr: `${file}:${told}\n` });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("check reads every file and tells all that is wrong", async () => {
  const good = await cli("check - three-friends", { stdin: LUNCH });
  expect(good).toEqual({ status: 0, stdout: "-: ok, 2 tasks\nthree-friends: ok, 3 tasks\n", stderr: "" });
  const bad = await cli("check ./none.yaml -", { stdin: "tasks: 3" });
  expect(bad.status).toBe(2);
  expect(bad.stderr.trimEnd().split("\n").length).toBeGreaterThan(1);
});

test("explain prints a model's own page: every sentence of it, no line over 80 columns", async () => {
  for (const { id, title, page } of runtimes.all) {
    const { status, stdout } = await cli(`explain ${id}`);
    expect(status).toBe(0);
    expect(stdout.startsWith(`${id}: ${title}\n`)).toBe(true);
    const words = stdout.replaceAll(/\s+/g, " ");
    for (const sentence of page) expect(words).toContain(sentence.replace(/^Simplified: ./, ""));
    expect(words).toMatch(/Checked: .*(?:Inside their bands: |No measured case is for this model)/);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  }
  const wrong = await cli("explain asincio");
  expect({ status: wrong.status, stdout: wrong.stdout }).toEqual({ status: 2, stdout: "" });
  expect(wrong.stderr).toContain("did you mean asyncio?");
});

test("schema prints a JSON Schema", async () => {
  const { status, stdout } = await cli("schema");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ title: "gilgrill scenario", type: "object" });
});

test("list names everything once, and gives programs the same", async () => {
  const [text, models, scenarios, both] = await Promise.all([
    cli("list"),
    cli("list models --format json"),
    cli("list scenarios --format json"),
    cli("list --format json"),
  ]);
  expect(text.stdout).toMatch(/^models:\n {2}blocking +\S/);
  expect(text.stdout).toMatch(/\n\nscenarios:\n {2}three-friends +\S/);
  expect(JSON.parse(models.stdout)[0]).toMatchObject({ id: "blocking", title: "blocking" });
  expect(JSON.parse(both.stdout)).toEqual({
    models: JSON.parse(models.stdout),
    scenarios: JSON.parse(scenarios.stdout),
  });
});

test("a fault of ours says what reproduces it", () => {
  const facts = { scenario: "Lunch", model: "asyncio", seed: 7 };
  const fail = () =>
    withRunFacts(facts, () => {
      throw new InvariantError("two threads on one core", { step: 3, event: 44 });
    });
  let caught: unknown;
  try {
    fail();
  } catch (error) {
    caught = error;
  }
  expect(reportOf(caught, ["run", "my lunch.yaml", "-m", "asyncio"])).toEqual({
    status: 1,
    message: `gilgrill: a fault of the program, not of yours: two threads on one core (step 3, event 44)
  in: Lunch, model asyncio, seed 7
  to reproduce: gilgrill run 'my lunch.yaml' -m asyncio
`,
  });
});

test("the user's errors stay what they are inside a run", () => {
  const refuse = () => {
    throw new UserError("no");
  };
  expect(() => withRunFacts({ scenario: "Lunch", model: "asyncio", seed: 7 }, refuse)).toThrow(UserError);
});
