// While npm installs, this process only waits for it: a thread of its own says that it is still at work.
// Plain CommonJS without dependencies: it runs before node_modules exists.
"use strict";

const fs = require("node:fs");
const { Worker, isMainThread, workerData } = require("node:worker_threads");

const STDERR = 2;
/** On a terminal one line is renewed; a log gets few lines. */
const LIVE_MILLISECONDS = 1000;
const PLAIN_MILLISECONDS = 15_000;

/** Runs `work`, which blocks this thread, and says on stderr every while how long it has taken. */
function withHeartbeat(work) {
  const live = process.stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined;
  const worker = new Worker(__filename, { workerData: { live } });
  // Never the reason that the process lives on.
  worker.unref();
  try {
    return work();
  } finally {
    void worker.terminate();
    if (live) fs.writeSync(STDERR, "\r\x1b[K");
  }
}

function beat() {
  const { live } = workerData;
  const started = Date.now();
  setInterval(
    () => {
      const seconds = Math.round((Date.now() - started) / 1000);
      const line = `Set-up: npm is at work, ${seconds} s`;
      // Not process.stderr: that of a thread waits for the main thread.
      fs.writeSync(STDERR, live ? `\r\x1b[K${line} …` : `${line} …\n`);
    },
    live ? LIVE_MILLISECONDS : PLAIN_MILLISECONDS,
  );
}

if (!isMainThread && workerData?.live !== undefined) beat();

module.exports = { withHeartbeat };
