#!/usr/bin/env node
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
if (!fs.existsSync(path.join(root, "node_modules/.package-lock.json"))) {
  const code = require("../setup/packages.cjs").ensurePackages(root);
  if (code !== 0) process.exit(code);
}
process.argv.splice(2, 0, path.join(__dirname, "main.ts"));
require("../run.cjs");
