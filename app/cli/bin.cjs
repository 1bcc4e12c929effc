#!/usr/bin/env node
"use strict";
const path = require("node:path");
process.argv.splice(2, 0, path.join(__dirname, "main.ts"));
require("../run.cjs");
