// One temporary folder for a whole run of the tests, removed at its end: what tests, terraform, the providers and
// cdktf leave in the system's temporary folder goes with it. The name stays short, since the providers open their
// sockets there and a socket's path has at most about 100 characters.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** jest's globalSetup: workers inherit the environment. */
module.exports = function useOwnTemporaryFolder() {
  process.env.TMPDIR = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-"));
};
