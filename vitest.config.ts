import { defineConfig } from "vitest/config";

/** Where `.ci/run` wants the results as JSON. */
const report = process.env.GILGRILL_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/build.ts"],
    watch: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What a CI server sets must not change what a test sees.
    env: { CI: "false" },
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
