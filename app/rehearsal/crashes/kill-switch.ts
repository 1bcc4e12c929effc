import type { ChildProcess } from "node:child_process";
import type { Cloud } from "../../simulator/cloud/cloud";
import type { CloudEvent } from "../../simulator/cloud/event-log";

/**
 * Kills every terraform of a run, with its process group and by SIGKILL, in the moment in which the cloud has done
 * something for it and has not answered yet: the object exists, and no state will know it.
 */
export class KillSwitch {
  /** What the cloud had just done when terraform was killed. */
  killedAt: CloudEvent | undefined;
  private readonly running = new Set<ChildProcess>();
  private counted = 0;

  /**
   * @param operation what is counted
   * @param step at which of them; the first is 1
   */
  constructor(
    cloud: Cloud,
    private readonly operation: "create" | "delete",
    private readonly step: number,
  ) {
    const stop = cloud.events.observe((event) => {
      if (event.operation !== this.operation || event.error) return;
      this.counted += 1;
      if (this.counted !== this.step) return;
      stop();
      this.killedAt = event;
      for (const child of this.running) kill(child);
    });
  }

  /** For DriverOptions. */
  readonly onStart = (child: ChildProcess): void => {
    this.running.add(child);
    child.once("exit", () => this.running.delete(child));
  };
}

/** Every child leads a group of its own, so the minus sign names that group. */
function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(-pid, "SIGKILL");
}
