import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runningTerraform } from "../../../app/terraform/running-terraform";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-processes-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A process as Linux shows it in /proc. */
function process_(id: number, name: string, more: { status?: string; startTicks?: number } = {}): string {
  const { status = "S", startTicks = 500 } = more;
  const process = path.join(folder, "proc", String(id));
  fs.mkdirSync(process, { recursive: true });
  const middle = Array.from({ length: 18 }, () => "0").join(" ");
  fs.writeFileSync(path.join(process, "stat"), `${id} (${name}) ${status} ${middle} ${startTicks} 0 0\n`);
  return process;
}

/** Its working folder, as terraform init leaves it. */
function work(process: string, notes: string, key: string): void {
  const work = path.join(folder, `work-${path.basename(process)}`);
  fs.mkdirSync(path.join(work, notes), { recursive: true });
  const config = { bucket: "states", key, region: "eu-west-1" };
  fs.writeFileSync(
    path.join(work, notes, "terraform.tfstate"),
    JSON.stringify({ version: 3, backend: { type: "s3", config } }),
  );
  fs.symlinkSync(work, path.join(process, "cwd"));
}

it("lists each terraform and tofu with its start, its state and its cloud", () => {
  const first = process_(10, "terraform", { startTicks: 1234 });
  work(first, ".terraform", "dev-network/terraform.tfstate");
  fs.writeFileSync(path.join(first, "environ"), 'PATH=/bin\0TF_REATTACH_PROVIDERS={"a":1}\0');
  const second = process_(11, "tofu");
  work(second, "elsewhere", "keep-dev-keys/terraform.tfstate");
  fs.writeFileSync(path.join(second, "environ"), "TF_DATA_DIR=elsewhere\0");
  process_(12, "my (odd) terraform 1.11");
  process_(13, "node");
  fs.writeFileSync(path.join(folder, "proc", "stat"), "cpu 1 2 3\nbtime 1700000000\n");
  expect(runningTerraform(path.join(folder, "proc"))).toEqual([
    {
      pid: 10,
      startedMs: 1_700_000_012_340,
      state: { bucket: "states", key: "dev-network/terraform.tfstate" },
      attachedTo: '{"a":1}',
    },
    {
      pid: 11,
      startedMs: 1_700_000_005_000,
      state: { bucket: "states", key: "keep-dev-keys/terraform.tfstate" },
      attachedTo: "",
    },
    { pid: 12, startedMs: 1_700_000_005_000 },
  ]);
});

it("tells a local state from one that it cannot see, and from one that is just being moved", () => {
  const folders = [10, 11, 12].map((id) => process_(id, "terraform"));
  const [local, moving, hidden] = folders as [string, string, string];
  for (const each of [local, moving]) fs.symlinkSync(folder, path.join(each, "cwd"));
  for (const each of folders) fs.writeFileSync(path.join(each, "environ"), "A=b\0");
  fs.writeFileSync(path.join(moving, "cmdline"), "terraform\0init\0-migrate-state\0");
  fs.symlinkSync(path.join(folder, "proc"), path.join(hidden, "cwd"));
  fs.mkdirSync(path.join(folder, "proc", ".terraform"));
  fs.writeFileSync(path.join(folder, "proc", ".terraform", "terraform.tfstate"), "half a fi");
  const states = runningTerraform(path.join(folder, "proc"))?.map(({ state }) => state);
  expect(states).toEqual(["elsewhere", undefined, undefined]);
});

it("leaves out what was killed and waits for its parent only", () => {
  process_(10, "terraform", { status: "Z" });
  process_(11, "terraform", { status: "X" });
  expect(runningTerraform(path.join(folder, "proc"))).toEqual([]);
});

it("says nothing where the system shows no processes", () => {
  expect(runningTerraform(path.join(folder, "none"))).toBeUndefined();
  expect(runningTerraform(folder)).toBeUndefined();
});

(fs.existsSync("/proc/self/stat") ? it : it.skip)(
  "sees a process of this machine, and when it began",
  async () => {
    const file = path.join(folder, "terraform");
    fs.copyFileSync("/bin/sleep", file);
    fs.chmodSync(file, 0o755);
    const begunMs = Date.now();
    const child = spawn(file, ["60"], { env: { TF_REATTACH_PROVIDERS: "here" } });
    try {
      await new Promise((resolve) => child.once("spawn", resolve));
      const found = runningTerraform()?.find(({ pid }) => pid === child.pid);
      expect(found?.attachedTo).toBe("here");
      expect(Math.abs((found?.startedMs ?? 0) - begunMs)).toBeLessThan(2000);
    } finally {
      child.kill("SIGKILL");
    }
  },
);
