import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatFinePercent,
  formatPercent,
  formatRatio,
} from "../../src/base/quantities.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [12_400, "12 400"],
  [1_234_567, "1 234 567"],
])("count %d", (count, text) => expect(formatCount(count)).toBe(text));

test.each([
  [0, "0%"],
  [0.984, "98%"],
  [3.9, "390%"],
])("share %d", (share, text) => expect(formatPercent(share)).toBe(text));

test.each([
  [0.0042, "0.4%"],
  [0.0996, "10%"],
  [0.5, "50%"],
])("fine share %d", (share, text) => expect(formatFinePercent(share)).toBe(text));

test.each([
  [1.04, "1.0"],
  [12.35, "12.3"],
])("decimal %d", (value, text) => expect(formatDecimal(value)).toBe(text));

test.each([
  [0.334, "0.33x"],
  [0.994, "0.99x"],
  [0.996, "1.0x"],
  [6.83, "6.8x"],
])("ratio %d", (ratio, text) => expect(formatRatio(ratio)).toBe(text));

test.each([
  [512, "512 B"],
  [25_165_824, "24.0 MiB"],
  [1024 ** 3, "1.0 GiB"],
])("size %d", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
