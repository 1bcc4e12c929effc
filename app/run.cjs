// Runs one TypeScript entry: `node app/run.cjs ENTRY.ts [arguments]`.
// esbuild bundles our own files and leaves packages external, so provider bindings load file by file and
// nothing is type-checked twice; the bundle stays in memory, so concurrent runs cannot tread on each other.
"use strict";

const Module = require("node:module");
const path = require("node:path");
const { buildSync } = require("esbuild");

const root = path.resolve(__dirname, "..");
const entry = path.resolve(process.argv[2] ?? "");
const name = `${path.basename(entry, ".ts")}.bundle.cjs`;

let bundle;
try {
  bundle = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "inline",
    outfile: path.join(root, name),
    write: false,
    // Our own map is registered by now; switched on for longer, Node would parse the inline map of every package
    // that loads: 90 ms of a cold synth.
    banner: { js: "process.setSourceMapsEnabled(false);" },
    logLevel: "error",
  });
} catch {
  // esbuild has printed the file, the line and the reason.
  process.exit(1);
}

// The error that ends the process is shown with the lines of the sources.
process.on("uncaughtExceptionMonitor", () => process.setSourceMapsEnabled(true));
process.setSourceMapsEnabled(true);
process.argv.splice(1, 2, entry);
const bundled = new Module(path.join(root, name));
bundled.filename = path.join(root, name);
bundled.paths = Module._nodeModulePaths(root);
bundled._compile(bundle.outputFiles[0].text, bundled.filename);
