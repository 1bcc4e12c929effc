import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { unknownName, UserError } from "../user-error";

/** A program of this machine that builds container images. */
export interface Builder {
  readonly kind: BuilderKind;
  /** Absolute path. */
  readonly program: string;
}

export type BuilderKind = "docker" | "podman" | "buildah";

/** In the order in which they are looked for, each with a command that succeeds only when the program can build. */
const PROBES: Readonly<Record<BuilderKind, readonly string[]>> = {
  // The client alone is no builder: asks the engine for its version.
  docker: ["version", "--format", "{{.Server.Version}}"],
  podman: ["info", "--format", "{{.Version.Version}}"],
  buildah: ["--version"],
};

const KINDS = Object.keys(PROBES) as BuilderKind[];
const PROBE_TIMEOUT_MS = 20_000;

/**
 * The builder to use: the one that is named, else the first of docker, podman and buildah that works here.
 * @param named kind of builder, or undefined
 * @throws UserError saying of each why it cannot be used
 */
export function findBuilder(named: string | undefined, variables: NodeJS.ProcessEnv): Builder {
  if (named !== undefined && !isKind(named)) throw unknownName("builder", named, KINDS);
  const reasons: string[] = [];
  for (const kind of named === undefined ? KINDS : [named]) {
    const program = onPath(kind, variables["PATH"] ?? "");
    const problem =
      program === undefined ? "it is not installed" : problemWith(program, PROBES[kind], variables);
    if (program !== undefined && problem === undefined) return { kind, program };
    reasons.push(`${kind}: ${problem}`);
  }
  throw new UserError(
    named === undefined
      ? "No program that builds images works here. Install docker, podman or buildah."
      : `${named} cannot build images here. Name another with --builder, or put it right.`,
    reasons,
  );
}

function isKind(name: string): name is BuilderKind {
  return (KINDS as readonly string[]).includes(name);
}

function onPath(program: string, searched: string): string | undefined {
  return searched
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

function problemWith(
  program: string,
  probe: readonly string[],
  variables: NodeJS.ProcessEnv,
): string | undefined {
  const { status, stderr, error } = spawnSync(program, probe, {
    env: variables,
    encoding: "utf8",
    timeout: PROBE_TIMEOUT_MS,
  });
  if (status === 0) return undefined;
  const said = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  return `it does not work (${said === "" ? `exit code ${status}` : said})`;
}
