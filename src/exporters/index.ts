/** The forms a run can be exported in. Each is loaded when it is asked for. */
import { Registry } from "../base/registry.ts";
import type { Exporter } from "./exporter.ts";

export const exporters = new Registry<Exporter>("export format", [
  {
    id: "chrome-trace",
    title: "for Perfetto (ui.perfetto.dev) and chrome://tracing",
    ending: ".json",
    onlyOne: null,
    load: async () => (await import("./chrome-trace/chrome-trace.ts")).chromeTrace,
  },
  {
    id: "csv",
    title: "a table of who was in which state from when to when",
    ending: ".csv",
    onlyOne: null,
    load: async () => (await import("./csv/csv.ts")).csv,
  },
  {
    id: "mermaid-gantt",
    title: "a Mermaid chart of cores and tasks over time",
    ending: ".mmd",
    onlyOne: "a Mermaid chart",
    load: async () => (await import("./mermaid/gantt.ts")).gantt,
  },
  {
    id: "mermaid-sequence",
    title: "a Mermaid diagram of who asks whom at the beginning",
    ending: ".mmd",
    onlyOne: "a Mermaid diagram",
    load: async () => (await import("./mermaid/sequence.ts")).sequence,
  },
  {
    id: "markdown",
    title: "a page for documentation: lanes, totals, findings",
    ending: ".md",
    onlyOne: null,
    load: async () => (await import("./markdown/markdown.ts")).markdown,
  },
]);
