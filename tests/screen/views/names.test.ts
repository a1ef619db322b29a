/** Names in columns keep what tells them apart. */
import { expect, test } from "vitest";
import { clipName } from "../../../src/screen/views/names.ts";

test.each([
  ["Ann", 8, "Ann"],
  ["Download 10", 11, "Download 10"],
  ["Download 10", 8, "Down… 10"],
  ["Download 10", 6, "Do… 10"],
  ["Client 10000", 7, "Client…"],
  ["Heartbeat", 8, "Heartbe…"],
  ["Grandmother.12", 8, "Gran….12"],
  ["Request 8", 3, "Re…"],
  ["Request 8", 0, ""],
])("%s in %d cells: %s", (name, width, clipped) => {
  expect(clipName(name, width)).toBe(clipped);
});
