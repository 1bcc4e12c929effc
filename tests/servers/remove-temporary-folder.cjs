// Removes what temporary-folder.cjs made. Retries, since a server that was just ended may still write.
"use strict";

const fs = require("node:fs");

/** jest's globalTeardown. */
module.exports = function removeOwnTemporaryFolder() {
  fs.rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 3 });
};
