import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error, in this order. */
  readonly output: string;
}

/** A folder with one configuration and the program that plans and applies it against the simulated cloud. */
export class TerraformFolder {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), "simulated-cloud-"));

  /** @param variables those of the simulated cloud; nothing of the machine's AWS or terraform settings is passed */
  constructor(
    private readonly binary: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  write(configuration: object): void {
    fs.writeFileSync(path.join(this.directory, "main.tf.json"), JSON.stringify(configuration));
  }

  /** Runs a command; the simulated cloud lives in this process, so nothing may block it. */
  run(...command: string[]): Promise<CommandResult> {
    const env = {
      PATH: process.env["PATH"],
      HOME: this.directory,
      TF_CLI_CONFIG_FILE: "/dev/null",
      TF_IN_AUTOMATION: "1",
      ...this.variables,
    };
    const options = { cwd: this.directory, env, maxBuffer: 1 << 26 };
    return new Promise((resolve) => {
      execFile(this.binary, [...command, "-no-color"], options, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  }

  /** Runs a command that must succeed. @returns its output */
  async succeed(...command: string[]): Promise<string> {
    const { code, output } = await this.run(...command);
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** What a plan would do: `"update aws_vpc.main"`, one line an object that changes, sorted. */
  async plannedActions(): Promise<string[]> {
    await this.succeed("plan", "-out=plan.bin");
    const shown = await this.succeed("show", "-json", "plan.bin");
    const { resource_changes: changes = [] } = JSON.parse(shown) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return changes
      .filter(({ change }) => change.actions.join() !== "no-op")
      .map(({ address, change }) => `${change.actions.join("+")} ${address}`)
      .sort();
  }

  async apply(): Promise<void> {
    await this.succeed("apply", "-auto-approve", "-input=false");
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true });
  }
}
