/** The program as it is installed: the built one, in a process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../support/sources.ts";

const bin = join(projectRoot, "bin/gilgrill.js");
const run = (...words: string[]) => spawnSync(process.execPath, [bin, ...words], { encoding: "utf8", input: "" });

test("it answers, and finds its scenarios beside it", () => {
  expect(run("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { status, stdout, stderr } = run("run", "ten-downloads", "-m", "blocking", "--format", "json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout).model).toBe("blocking");
});

test("the user's mistakes exit with 2", () => {
  const { status, stdout } = run("run", "--nonsense");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("a reader that leaves early is no fault", async () => {
  const child = spawn(process.execPath, [bin, "run", "three-friends", "-m", "threads-gil", "--format", "events"]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("without dist it says what to do", () => {
  const folder = mkdtempSync(join(tmpdir(), "gilgrill-"));
  try {
    cpSync(join(projectRoot, "bin"), join(folder, "bin"), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(folder, "bin/gilgrill.js")], { encoding: "utf8" });
    expect(stderr).toBe("gilgrill is not built yet: run `npm run build` in its folder first\n");
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
