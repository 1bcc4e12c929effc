import type { Command } from "commander";
import type { LockedState } from "../deployment/state-locks";
import { UserError } from "../user-error";
import {
  askFirst,
  type EnvironmentCommandOptions,
  forEnvironment,
  type OpenCommand,
  resultsOf,
  withEnvironment,
} from "./environment-command";
import { colorsFor, type Terminal } from "./terminal";

interface UnlockCommandOptions extends EnvironmentCommandOptions {
  readonly autoApprove?: boolean;
  readonly ownerGone?: boolean;
}

export function addUnlock(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("unlock"))
    .argument("[stacks...]", "stacks by name or pattern (quoted); default: all of the environment")
    .option(
      "--owner-gone",
      "release also locks whose owner cannot be seen from here; make sure that it is gone",
    )
    .option("--auto-approve", "do not ask before a lock is released")
    .description("show who holds the locks of states, and release those that a killed terraform left behind")
    .addHelpText("after", examples)
    .action(async (environment: string, patterns: string[], options: UnlockCommandOptions) => {
      await withEnvironment(terminal, environment, options, async (command) => {
        const { releaseLocks } = await import("../deployment/state-locks");
        const locks = await locksOf(command, patterns);
        if (locks.length === 0) {
          terminal.stdout.write(
            `\nNo state of ${patterns.length === 0 ? environment : "these stacks"} is locked.\n`,
          );
          return;
        }
        for (const locked of locks) await print(terminal, locked);
        const free = locks.filter(
          ({ owner }) => owner.kind === "gone" || (owner.kind === "unknown" && options.ownerGone === true),
        );
        if (free.length > 0) {
          if (options.autoApprove !== true) await askFirst(terminal, questionFor(free), command.signal);
          resultsOf(await releaseLocks(command.steps, free), command.signal);
          terminal.stdout.write(`\n${whatNext(environment, free)}\n`);
        }
        refuseTheRest(environment, locks, free);
      });
    });
}

async function locksOf(
  { opened, steps, signal }: OpenCommand,
  patterns: readonly string[],
): Promise<LockedState[]> {
  const { findLocks } = await import("../deployment/state-locks");
  const { selectStacks } = await import("../terraform/selection");
  // The account's own state is read with other credentials, so it is looked at when it is named.
  const stacks =
    patterns.length === 0 ? opened.stacks : selectStacks([...opened.stacks, opened.bootstrap], patterns);
  const results = resultsOf(await findLocks(steps, stacks), signal);
  return results.filter((locked) => locked !== undefined);
}

async function print(terminal: Terminal, { stack, lock, owner }: LockedState): Promise<void> {
  const { holderOf } = await import("../terraform/state-lock");
  const colors = colorsFor(terminal.stdout, terminal.variables);
  terminal.stdout.write(`\n${colors.bold(stack.name)}: locked ${holderOf(lock)}\n  lock ${lock.id}\n`);
  terminal.stdout.write(`  ${describeOwner(owner)}\n`);
}

function describeOwner(owner: LockedState["owner"]): string {
  switch (owner.kind) {
    case "gone":
      return "its owner is gone: no terraform or tofu that runs here can hold it";
    case "at-work":
      return `its owner is at work here: process ${owner.pid}`;
    case "unknown":
      return `whether its owner still runs is unknown: ${owner.because}`;
  }
}

function questionFor(free: readonly LockedState[]): string {
  const [first] = free;
  return free.length === 1
    ? `Release the lock of ${first?.stack.name}?`
    : `Release these ${free.length} locks?`;
}

function whatNext(environment: string, free: readonly LockedState[]): string {
  const changing = free.some(({ lock }) => lock.operation !== "OperationTypePlan");
  if (!changing) return "Released.";
  return (
    "Released. What a killed terraform had just created may be in no state: find it and take it over with\n" +
    `  npx drydock adopt ${environment}`
  );
}

/** @throws UserError when locks stay, with what to do about each kind */
function refuseTheRest(
  environment: string,
  locks: readonly LockedState[],
  free: readonly LockedState[],
): void {
  const rest = locks.filter((locked) => !free.includes(locked));
  if (rest.length === 0) return;
  const named = (kind: LockedState["owner"]["kind"]): string[] =>
    rest.filter(({ owner }) => owner.kind === kind).map(({ stack }) => stack.name);
  const unknown = named("unknown");
  const working = named("at-work");
  throw new UserError(
    rest.length === 1
      ? `The lock of "${rest[0]?.stack.name}" stays.`
      : `The locks of ${rest.map(({ stack }) => `"${stack.name}"`).join(", ")} stay.`,
    [
      ...(working.length > 0
        ? [`Wait until the runs on ${working.join(", ")} end, or stop them with Ctrl-C.`]
        : []),
      ...(unknown.length > 0
        ? [
            "Ask whoever holds the others, or look on that machine (pgrep -l 'terraform|tofu'). Once the process is gone:",
            `npx drydock unlock ${environment} ${unknown.join(" ")} --owner-gone`,
          ]
        : []),
    ],
  );
}

const examples = `
Terraform writes user and machine into a lock. On that machine drydock sees whether a terraform of that user still
runs on the same state; of a lock from elsewhere it cannot tell, and releases it only with --owner-gone. A lock is
released by its id, so one that the next run has taken in the meantime stays.

Examples:
  npx drydock unlock dev
  npx drydock unlock dev dev-network --owner-gone
  npx drydock unlock dev bootstrap-sandbox        # the account's own state, with the credentials of bootstrap
`;
