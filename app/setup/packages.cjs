// Packages as the lock file says. Plain CommonJS without dependencies: it runs before node_modules exists.
"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { withHeartbeat } = require("./heartbeat.cjs");
const { oneAtATime } = require("./one-at-a-time.cjs");

/**
 * Why the packages have to be installed, as the end of a sentence, or undefined when they are what the lock file
 * says. npm writes node_modules/.package-lock.json at the very end of an installation, so one that was
 * interrupted counts as missing.
 */
function reasonToInstall(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules/.package-lock.json"));
  if (wanted === undefined) throw new Error(`There is no package-lock.json in ${root}.`);
  if (installed === undefined) return "they are missing";
  for (const [location, entry] of Object.entries(wanted)) {
    if (!location.startsWith("node_modules/")) continue;
    const present = installed[location];
    // An optional package may be for another system.
    if (present === undefined && entry.optional === true) continue;
    if (present?.version !== entry.version || present?.integrity !== entry.integrity) {
      return `${location.slice("node_modules/".length)} differs from package-lock.json`;
    }
  }
  return undefined;
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Installs the packages when that is needed; says so on stderr, else stays silent.
 * @returns exit code of npm, 0 when there was nothing to do
 */
function ensurePackages(root) {
  if (reasonToInstall(root) !== undefined) {
    const code = oneAtATime(
      root,
      () => install(root, reasonToInstall(root)),
      () => process.stderr.write("Set-up: waiting for another set-up in this checkout …\n"),
    );
    if (code !== 0) return code;
  }
  linkCommand(root);
  return 0;
}

/** @param reason undefined when another set-up has installed them meanwhile */
function install(root, reason) {
  if (reason === undefined) return 0;
  process.stderr.write(
    `Set-up: installing the packages of package-lock.json, since ${reason}; this takes about a minute …\n`,
  );
  const started = Date.now();
  const code = withHeartbeat(() =>
    runNpm(root, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  process.stderr.write(
    code === 0
      ? `Set-up: packages installed in ${Math.round((Date.now() - started) / 1000)} s.\n`
      : "Set-up: npm could not install the packages; its own message stands above. Nothing else was changed; run the command again.\n",
  );
  return code;
}

function runNpm(root, argv) {
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  // stdout stays clean for the command that follows.
  const result = spawnSync(program, [...first, ...argv], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.error) process.stderr.write(`Set-up: npm could not be started: ${result.error.message}.\n`);
  return result.status ?? 1;
}

/** npm links the commands of packages but not the project's own; with this link `npx drydock` starts at once. */
function linkCommand(root) {
  const link = path.join(root, "node_modules/.bin/drydock");
  const target = "../../app/cli/bin.cjs";
  try {
    if (fs.readlinkSync(link) === target) return;
  } catch {
    // Not there yet, or not a link.
  }
  try {
    fs.rmSync(link, { force: true });
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(target, link);
  } catch {
    // `npx drydock` works without the link, only slower.
  }
}

module.exports = { ensurePackages, reasonToInstall };
