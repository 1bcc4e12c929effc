// What Debian's packages can give to suites that need it, installed only on a machine that says it is CI.
"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

/** Debian package → programs of which any one means that it is there. */
const wanted = { chromium: ["chromium", "chromium-browser", "google-chrome"] };

/** Installs what is missing. A failure is said and no more: the suites concerned are then reported as not run. */
function ensureDebianPackages(environment = process.env) {
  if (environment.CI !== "true" || process.getuid?.() !== 0 || !onPath("apt-get", environment)) return;
  const missing = Object.keys(wanted).filter(
    (name) => !wanted[name].some((program) => onPath(program, environment)),
  );
  if (missing.length === 0) return;
  process.stderr.write(`Set-up: CI=true, installing ${missing.join(", ")} from Debian's packages …\n`);
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...missing];
  // The lists of a fresh image are empty or old.
  if (aptGet(["update", "-qq"], environment) !== 0 || aptGet(install, environment) !== 0) {
    process.stderr.write(
      `Set-up: ${missing.join(", ")} could not be installed; the suites that need it are reported as not run.\n`,
    );
  }
}

function aptGet(argv, environment) {
  const result = spawnSync("apt-get", argv, {
    stdio: ["ignore", "ignore", 2],
    env: { ...environment, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 300_000,
  });
  return result.status ?? 1;
}

function onPath(program, environment) {
  return (environment.PATH ?? "")
    .split(path.delimiter)
    .some((folder) => fs.existsSync(path.join(folder, program)));
}

module.exports = { ensureDebianPackages };
