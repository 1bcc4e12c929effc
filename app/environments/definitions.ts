import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as vm from "node:vm";
import type * as Esbuild from "esbuild";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";

/** An environment as its file states it, not checked yet. */
export interface Definition {
  /** Stem of the file's name; the environment's name must be the same. */
  readonly name: string;
  /** The file, as messages show it. */
  readonly file: string;
  readonly input: unknown;
}

/** The repository's own environments; one more file here is one more environment. */
const ownFolder = path.join(repositoryRoot, "app", "environments", "defined");

export function ownDefinitions(): Definition[] {
  return stemsOf(ownFolder).map(({ name, file }) => {
    // A pattern that esbuild turns into a table of the folder's files, so a new environment needs no import line.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported: unknown = require(`./defined/${name}.ts`);
    const shown = path.relative(repositoryRoot, file);
    return { name, file: shown, input: environmentExport(exported, name, shown) };
  });
}

/**
 * Reads a folder of the user's own: one TypeScript or JSON file for each environment. Files whose name begins with
 * "_" are parts that others import; declaration files and a package's own JSON files are passed over.
 * @throws UserError when the folder or one of its files cannot be read
 */
export function definitionsIn(directory: string): Definition[] {
  const folder = path.resolve(directory);
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (found?.isFile() === true) {
    throw new UserError(
      `${folder} is a file: state the folder of environments by --env-dir or DRYDOCK_ENV_DIR, such as ${path.dirname(folder)}.`,
    );
  }
  if (found?.isDirectory() !== true) {
    throw new UserError(
      `There is no folder of environments at ${folder}; state one that exists by --env-dir or DRYDOCK_ENV_DIR.`,
    );
  }
  const stems = stemsOf(folder);
  if (stems.length === 0) {
    throw new UserError(
      `The folder ${folder} holds no environment; put a file such as dev.ts or dev.json there.`,
    );
  }
  const twice = stems.find(({ name }, index) => stems.findIndex((other) => other.name === name) !== index);
  if (twice) {
    throw new UserError(
      `The folder ${folder} defines "${twice.name}" twice, in TypeScript and in JSON; delete one.`,
    );
  }
  return stems.map(({ name, file }) => ({
    name,
    file,
    input: file.endsWith(".json") ? readJson(file) : environmentExport(evaluate(file), name, file),
  }));
}

const notEnvironments = /^(_.*|.*\.d\.ts|.*\.test\.ts|package(-lock)?\.json|tsconfig.*\.json)$/;

function stemsOf(folder: string): { name: string; file: string }[] {
  return fs
    .readdirSync(folder)
    .filter((file) => /\.(ts|json)$/.test(file) && !notEnvironments.test(file))
    .sort()
    .map((file) => ({ name: file.replace(/\.(ts|json)$/, ""), file: path.join(folder, file) }));
}

function environmentExport(exported: unknown, name: string, file: string): unknown {
  const exportsOf = exported as Record<string, unknown>;
  if (name in exportsOf) return exportsOf[name];
  if ("default" in exportsOf) return exportsOf["default"];
  throw new UserError(`${file} exports neither "${name}" nor a default; write \`export default { … }\`.`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${reasonOf(error)}.`, [], { cause: error });
  }
}

/** Bundles a TypeScript file with the files it imports and runs it. Imports of types vanish, so none has to resolve. */
function evaluate(file: string): unknown {
  const code = bundle(file);
  const evaluated = { exports: {} as unknown };
  try {
    const run = vm.compileFunction(code, ["module", "exports", "require"], { filename: file }) as (
      ...parameters: unknown[]
    ) => void;
    run(evaluated, evaluated.exports, createRequire(file));
  } catch (error) {
    throw missingPackage(file, error) ?? failing(file, error);
  }
  return evaluated.exports;
}

function failing(file: string, error: unknown): UserError {
  return new UserError(`${file} fails when it runs: ${reasonOf(error)}.`, [], { cause: error });
}

/** An import that is not there, where the file itself makes it: Node's message shows its own way through modules. */
function missingPackage(file: string, error: unknown): UserError | undefined {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const specifier =
    typeof message === "string" ? /^Cannot find module '([^']+)'/.exec(message)?.[1] : undefined;
  if (code !== "MODULE_NOT_FOUND" || specifier === undefined) return undefined;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return new UserError(
    `${file} imports "${specifier}", and no package of that name is installed there. Install it, or remove the import.`,
    [`To install it: cd ${path.dirname(file)} && npm install ${name}`],
    { cause: error },
  );
}

function bundle(file: string): string {
  // Loaded here only: the repository's own environments need no compiler, and synth is measured in milliseconds.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { buildSync } = require("esbuild") as typeof Esbuild;
  try {
    const result = buildSync({
      entryPoints: [file],
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node20",
      format: "cjs",
      write: false,
      logLevel: "silent",
      // The folder's own tsconfig.json must not change what an environment means.
      tsconfigRaw: {},
    });
    return result.outputFiles[0]?.text ?? "";
  } catch (error) {
    throw new UserError(`${file} does not compile.`, compilerMessages(error), { cause: error });
  }
}

function compilerMessages(error: unknown): string[] {
  const { errors } = error as Partial<Esbuild.BuildFailure>;
  if (!errors) return [reasonOf(error)];
  return errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));
}

function reasonOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return (typeof message === "string" ? message : String(error)).replace(/\.$/, "");
}
