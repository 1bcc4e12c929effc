import type { StackLookup } from "../adoption/adopt-environment";
import type { StackAdoption } from "../adoption/adopt-stack";
import type { Unheld } from "../adoption/claims";
import type { TaggedObject } from "../adoption/tagged-objects";
import { describeCounts } from "../terraform/plan";
import { printFindings, printSummary } from "./plan-report";
import { colorsFor, type Terminal } from "./terminal";

/** Something that was found and that no import takes care of. */
export interface Remark {
  readonly title: string;
  readonly lines: readonly string[];
  /** Somebody has to do something about it. */
  readonly stays: boolean;
}

/** Prints the plan of an adoption. */
export function printAdoption(terminal: Terminal, { stack, planned, found, findings }: StackAdoption): void {
  if (!planned) return;
  const colors = colorsFor(terminal.stdout, terminal.variables);
  terminal.stdout.write(
    `\n${colors.bold(stack.name)}: ${found.adoptable.size} to adopt (${describeCounts(planned.summary.counts)})\n`,
  );
  printSummary(terminal, planned.summary);
  for (const { address, id } of found.untagged) {
    terminal.stdout.write(`  by its name only, it carries no tag of ours: ${address} ${id}\n`);
  }
  printFindings(terminal, findings);
}

/** What of a stack was found and cannot be adopted, each kind with what to do. */
export function remarksOn(lookup: StackLookup): Remark[] {
  if (lookup.kind === "not-plannable") {
    return [{ title: `${lookup.stack} was not looked at.`, lines: [lookup.sentence], stays: false }];
  }
  const { stack, found } = lookup.adoption;
  const { strays, unverified, foreign, unreadable } = found;
  const remarks: Remark[] = [
    {
      title: `${stack.name}: these exist and are in no state. Delete them by hand once nothing uses them.`,
      lines: strays.map(describe),
      stays: true,
    },
    {
      title: `${stack.name}: these carry its tags; terraform cannot say whether they exist (AWS lists what was deleted for hours), nor import them. Look at them, and delete by hand what is left.`,
      lines: unverified.map(describe),
      stays: true,
    },
    {
      title: `${stack.name}: these have names that it wants, and belong to something else. Delete them, or give the resource another name.`,
      lines: foreign.map(({ address, id, owner }) => `${address} ${id}: ${owner}`),
      stays: true,
    },
    {
      title: `${stack.name}: these could not be read.`,
      lines: unreadable.map(({ address, id, words }) => `${address} ${id}: ${words}`),
      stays: true,
    },
  ];
  return remarks.filter(({ lines }) => lines.length > 0);
}

/** Objects of stacks that the estate does not have. */
export function unknownStacks(objects: readonly TaggedObject[]): Remark[] {
  if (objects.length === 0) return [];
  return [
    {
      title: "These carry tags of stacks that the estate does not have. Delete by hand what is left of them.",
      lines: objects.map(({ arn, stack, address }) => `${arn} (${stack}, ${address})`),
      stays: true,
    },
  ];
}

function describe({ object }: Unheld): string {
  return `${object.arn} (${object.address})`;
}
