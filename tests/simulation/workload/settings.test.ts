import { describe, expect, it } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { knob, parseSetting, type Setting, withSettings } from "../../../src/simulation/workload/settings.ts";
import { messageOf } from "./message-of.ts";

const FRIENDS = `
machine: {cores: 4, scheduler: rr}
tasks:
  - {name: Ann, steps: [{cpu: 5ms}]}
  - {name: Bob, steps: [{io: 30ms}]}
  - {name: Cat, steps: [{cpu: 1ms}]}
`;
const load = (settings: readonly Setting[], text = FRIENDS) => loadScenario(text, "a.yaml", settings);
const set = (...settings: string[]) => load(settings.map(parseSetting));
const message = (...settings: string[]) => messageOf(() => set(...settings));

describe("a setting", () => {
  it("changes what is there, makes what is not, and the last one wins", () => {
    const workload = set("machine.cores=2", "python.version=3.10", "shared.x=7", "machine.cores=8", "title=A: b, c");
    expect(workload.machine.cores).toBe(8);
    expect(workload.python.version).toBe("3.10");
    expect(workload.shared).toEqual([{ name: "x", initial: 7 }]);
    expect(workload.title).toBe("A: b, c");
  });

  it("reaches into lists, in either spelling", () => {
    expect(set("tasks[0].steps[0].cpu=7ms").tasks[0]!.steps).toEqual([{ leaf: 0, kind: "cpu", for: ms(7) }]);
    expect(set("tasks.2.at=7ms").tasks[2]!.arrival).toBe(ms(7));
  });

  it("reaches into a short form, which stays what it was otherwise", () => {
    expect(set("machine.scheduler.quantum=4ms").machine.scheduler).toMatchObject({ policy: "rr", quantum: ms(4) });
    expect(set("tasks[1].steps[0].io.blocking=true").tasks[1]!.steps[0]).toMatchObject({ for: ms(30), blocking: true });
    expect(set("costs=none", "costs.call=45ns").costs).toEqual({ preset: "none", changes: { call: 45 } });
  });

  it("takes tables and lists as YAML spells them", () => {
    expect(
      set("tasks=[{name: Z, count: 2, at: {every: 1ms}, steps: [{cpu: 1ms}]}]").tasks.map((task) => task.name),
    ).toEqual(["Z 1", "Z 2"]);
  });

  it("leaves the data it changes as it was", () => {
    const data = { machine: { cores: 4 }, tasks: [{ name: "A" }] };
    const before = structuredClone(data);
    const changed = withSettings(data, [parseSetting("machine.cores=2"), parseSetting("tasks[0].name=B")]);
    expect(data).toEqual(before);
    expect(changed.data).toEqual({ machine: { cores: 2 }, tasks: [{ name: "B" }] });
  });
});

describe("a wrong setting names the option", () => {
  it.each([
    ["machine.coers=2", "--set machine.coers=2: unknown key, did you mean cores?"],
    ["machine.cores=many", '--set machine.cores=many: found "many", expected a whole number from 1 to 1024'],
    ["machine.cores=", "--set machine.cores=: found nothing, expected a whole number from 1 to 1024"],
    ["machine=4", "--set machine=4: found 4, expected a table such as {cores: 4, scheduler: fair}"],
    ["machine={coers: 2}", "--set machine={coers: 2}: machine.coers: unknown key, did you mean cores?"],
    ["mashine.cores=2", "--set mashine.cores=2: mashine: unknown key, did you mean machine?"],
    ["tasks[3].at=1ms", "--set tasks[3].at=1ms: tasks is a list of 3, expected tasks[0] to tasks[2]"],
    ["tasks.Ann.at=1ms", "--set tasks.Ann.at=1ms: tasks is a list of 3, expected tasks[0] to tasks[2]"],
    ["tasks[0].name.first=A", '--set tasks[0].name.first=A: tasks[0].name is "Ann", which has no first'],
    ["tasks[0].steps[0].cpuu=1ms", "--set tasks[0].steps[0].cpuu=1ms: unknown key, did you mean cpu?"],
    ["tasks[1].name=Ann", '--set tasks[1].name=Ann: found "Ann" twice, expected a name of its own'],
    ["machine..cores=2", '--set machine..cores=2: found "machine..cores", expected a path such as tasks[0].at'],
    ["__proto__.x=1", "--set __proto__.x=1: __proto__: this word cannot be a key"],
    ["cores", '--set: found "cores", expected PATH=VALUE, such as machine.scheduler=rr'],
    ["=2", '--set: found "=2", expected PATH=VALUE, such as machine.scheduler=rr'],
  ])("%s", (text, problem) => {
    expect(message(text)).toBe(problem);
  });

  it("beside the problems of the file", () => {
    const wrong = FRIENDS.replace("cores: 4", "coers: 4");
    expect(messageOf(() => load([knob("cores", "0"), knob("seed", "x"), knob("interval", "5")], wrong))).toBe(
      [
        "a.yaml:2:11: machine.coers: unknown key, did you mean cores?",
        "--cores 0: found 0, expected a whole number from 1 to 1024",
        "--interval 5: found 5, expected a duration with its unit, such as 5ms (units: ns, us, ms, s)",
        '--seed x: found "x", expected a whole number',
      ].join("\n"),
    );
  });
});

describe("the number of tasks", () => {
  const namesOf = (count: number | string, text = FRIENDS) =>
    load([knob("tasks", String(count))], text).tasks.map((task) => task.name);
  const task = (name: string, rest = "") => `  - {name: ${name}${rest}, steps: [{cpu: 1ms}]}\n`;

  it("cuts or repeats a list without counts", () => {
    expect(namesOf(2)).toEqual(["Ann", "Bob"]);
    expect(namesOf(3)).toEqual(["Ann", "Bob", "Cat"]);
    expect(namesOf(7)).toEqual(["Ann", "Bob", "Cat", "Ann 2", "Bob 2", "Cat 2", "Ann 3"]);
  });

  it("steps aside for names that are taken", () => {
    expect(namesOf(5, `tasks:\n${task("Ann")}${task("Ann 2")}`)).toEqual(["Ann", "Ann 2", "Ann 3", "Ann 2 2", "Ann 4"]);
  });

  it("is the count of a single entry", () => {
    expect(namesOf(3, `tasks:\n${task("Ann")}`)).toEqual(["Ann 1", "Ann 2", "Ann 3"]);
    expect(namesOf(1, `tasks:\n${task("Ann", ", count: 5")}`)).toEqual(["Ann"]);
  });

  it("is the largest count of several", () => {
    const text = `tasks:\n${task("Ann")}${task("Bob", ", count: 2")}${task("Cat", ", count: 3")}`;
    expect(namesOf(2, text)).toEqual(["Ann", "Bob 1", "Bob 2", "Cat 1", "Cat 2"]);
  });

  it.each([
    ["0", "found 0, expected a whole number from 1 to 100 000"],
    ["many", 'found "many", expected a whole number from 1 to 100 000'],
    ["1e9", "found 1000000000, expected a whole number from 1 to 100 000"],
  ])("%s is refused", (count, problem) => {
    expect(messageOf(() => namesOf(count))).toBe(`--tasks ${count}: ${problem}`);
  });

  it("answers for the arrivals it brings about", () => {
    const stream = "tasks: [{name: A, at: {every: 1ms}, cancelAt: 5ms, steps: [{cpu: 1ms}]}]";
    expect(messageOf(() => namesOf(7, stream))).toBe(
      "--tasks 7: tasks[0].cancelAt: found 5ms, expected no sooner than the arrival at 6ms",
    );
  });

  it("answers for the totals it brings about", () => {
    const split = "tasks: [{name: A, steps: [{parallel: {ways: 10, steps: [{cpu: 1ms}]}}]}]";
    expect(messageOf(() => namesOf(10_000, split))).toBe(
      "--tasks 10000: found 110 000 tasks, counts and subtasks spelt out, expected at most 100 000",
    );
  });
});
