// npm runs this before `npm run rehearse` and `npm test` (package.json, "pre…"): a fresh clone needs no other set-up.
// Silent when there is nothing to do. terraform is looked for by the commands themselves, which see --binary.
"use strict";

const path = require("node:path");
const { nodeVersionProblem } = require("./node-version.cjs");
const { ensurePackages } = require("./packages.cjs");

const root = path.resolve(__dirname, "../..");
const purpose = process.argv[2];
const { engines } = require(path.join(root, "package.json"));

const problem = nodeVersionProblem(engines.node);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
const code = ensurePackages(root);
if (code !== 0) process.exit(code);
if (purpose === "test") require("./debian.cjs").ensureDebianPackages();
