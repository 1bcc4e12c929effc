import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { buildProgram } from "../../app/cli/command-line";
import { commands } from "../../app/cli/commands";
import { processTerminal } from "../../app/cli/terminal";
import { repositoryRoot } from "../../app/repository";

const pages = [
  "README.md",
  "CHANGELOG.md",
  "runtime/README.md",
  ...fs
    .readdirSync(path.join(repositoryRoot, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const read = (page: string): string => fs.readFileSync(path.join(repositoryRoot, page), "utf8");

const scripts = Object.keys(
  (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts,
);

/** Lines of ```sh blocks, one command each, without comments and continuations. */
function shellLines(text: string): string[] {
  return [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}

const commandLines = pages.flatMap((page) =>
  shellLines(read(page))
    .filter((line) => /^np[mx]\b/.test(line))
    .map((line) => [page, line] as const),
);

/** What is wrong with the words after `drydock`, if anything. */
function problemWith(words: readonly string[]): string | undefined {
  let command: Command = buildProgram(processTerminal(), commands);
  const rest = [...words];
  for (;;) {
    const next = command.commands.find((candidate) => candidate.name() === rest[0]);
    if (!next) break;
    command = next;
    rest.shift();
  }
  if (command.parent === null) return `there is no command "${words[0]}"`;
  let positional = 0;
  while (rest.length > 0) {
    const word = rest.shift() ?? "";
    if (!word.startsWith("-")) {
      positional += 1;
      continue;
    }
    const option = command.options.find(({ long }) => long === word);
    if (!option) return `"${command.name()}" has no option ${word}`;
    if (option.required && rest.shift() === undefined) return `${word} needs a value`;
  }
  const { registeredArguments } = command;
  const needed = registeredArguments.filter(({ required }) => required).length;
  const most = registeredArguments.some(({ variadic }) => variadic) ? Infinity : registeredArguments.length;
  return positional < needed || positional > most
    ? `"${command.name()}" takes ${needed} to ${most} arguments and not ${positional}`
    : undefined;
}

/** Anchors that a page's headings make, the way GitHub makes them. */
function anchors(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("documentation", () => {
  it("shows commands at all", () => {
    expect(commandLines.length).toBeGreaterThan(20);
  });

  it.each(commandLines)("in %s: `%s` is a command that exists", (_, line) => {
    const [program, first = "", ...rest] = line.split(/\s+/);
    if (program === "npm") {
      const script = first === "run" ? (rest.shift() ?? "") : first;
      if (first === "ci") return;
      expect(scripts).toContain(script);
      if (script === "rehearse")
        expect(problemWith(["rehearse", ...rest.filter((word) => word !== "--")])).toBeUndefined();
    } else if (first === "drydock") {
      expect(problemWith(rest)).toBeUndefined();
    } else {
      expect(first).toBe("cdktf");
      expect(["synth", "deploy", "destroy", "diff", "list", "output"]).toContain(rest[0]);
    }
  });

  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^https?:/.test(target))
      .map((target) => [page, target] as const),
  );

  it.each(links)("in %s: the link to %s resolves", (page, target) => {
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? page : path.join(path.dirname(page), file);
    expect(fs.existsSync(path.join(repositoryRoot, linked))).toBe(true);
    if (anchor !== undefined) expect(anchors(linked)).toContain(anchor);
  });

  it.each(pages)("%s names nothing outside the repository", (page) => {
    expect(read(page)).not.toMatch(/\.\.\/shared|(^|\s)\/(work|root|home)\//m);
  });
});
