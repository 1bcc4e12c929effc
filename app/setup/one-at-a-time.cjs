// Two commands in one clone may both find that packages are missing. npm ci empties node_modules first, so the
// second must not start one of its own: it waits for the first and looks again.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const POLL_MILLISECONDS = 200;

/** Runs `work` while no other process runs one for the same checkout; `waiting` is called once, if it has to wait. */
function oneAtATime(root, work, waiting) {
  // Outside node_modules, which npm ci deletes.
  const lock = path.join(root, ".drydock/set-up.lock");
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let said = false; !take(lock); said = true) {
    if (!said) waiting();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
  }
  try {
    return work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

/** Takes the lock, also from a process that ended without giving it back. */
function take(lock) {
  try {
    fs.writeFileSync(lock, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isHeld(lock)) fs.rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock) {
  try {
    const holder = Number(fs.readFileSync(lock, "utf8"));
    // Empty for a moment, between creation and writing.
    if (holder === 0) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but another user's. ENOENT: given back meanwhile.
    return error.code === "EPERM";
  }
}

module.exports = { oneAtATime };
