// `npm run check`: types, lint and format, side by side on as many cores as there are; what each says is printed whole.
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const node = (script, ...argv) => [process.execPath, [path.join(root, "node_modules", script), ...argv]];

const checks = {
  types: node("typescript/bin/tsc", "-p", "."),
  lint: node(
    "eslint/bin/eslint.js",
    ".",
    "--max-warnings=0",
    "--cache",
    "--cache-location=node_modules/.cache/eslint/",
  ),
  format: node("prettier/bin/prettier.cjs", "--check", ".", "--log-level=warn", "--cache"),
};
// tsc refuses a project without a single file, which runtime/ is until its first program comes.
if (holdsSources(path.join(root, "runtime")))
  checks["types of runtime"] = node("typescript/bin/tsc", "-p", "runtime");

function holdsSources(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .some((name) => name.endsWith(".ts") && !name.includes("node_modules"));
}

function run(name) {
  const [program, argv] = checks[name];
  const started = Date.now();
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, argv, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    child.on("error", (error) => resolve({ name, good: false, output: error.message, started }));
    child.on("close", (code) => resolve({ name, good: code === 0, output, started }));
  }).then((result) => {
    const seconds = ((Date.now() - result.started) / 1000).toFixed(1);
    process.stdout.write(`${result.output}${name}: ${result.good ? "good" : "NOT GOOD"} (${seconds} s)\n`);
    return result.good;
  });
}

Promise.all(Object.keys(checks).map(run)).then((results) => {
  process.exitCode = results.every(Boolean) ? 0 : 1;
});
