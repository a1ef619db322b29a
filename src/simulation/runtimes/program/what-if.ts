/** Carrying out what is otherwise than the program says, from an instant on. Choices are the kernel's own business. */
import { leavesOf } from "../../workload/steps.ts";
import type { Workload } from "../../workload/workload.ts";
import type { Run } from "./run.ts";

/** @param hasInterval whether the model has a switch interval; where it has none, a change of it is none. */
export function planChanges(run: Run, hasInterval: boolean): void {
  const { kernel, workload } = run;
  for (const change of workload.whatIf) {
    if ("cores" in change) {
      kernel.change(change.at, () => kernel.setCores(change.cores));
    } else if ("interval" in change) {
      if (hasInterval) kernel.change(change.at, () => run.setSwitchInterval(change.interval));
    } else if ("io" in change) {
      const { on, for: length } = change.io;
      const devices = on === null ? devicesOf(workload) : [on];
      kernel.change(change.at, () => {
        for (const device of devices) run.retime(device, length);
      });
    }
  }
}

/** The most cores the machine ever has. */
export const mostCoresOf = ({ machine, whatIf }: Workload): number =>
  whatIf.reduce((most, change) => ("cores" in change ? Math.max(most, change.cores) : most), machine.cores);

function devicesOf({ tasks }: Workload): readonly string[] {
  const leaves = [...new Set(tasks.map(({ steps }) => steps))].flatMap(leavesOf);
  return [...new Set(leaves.flatMap((step) => (step.kind === "io" ? [step.on] : [])))];
}
