"use strict";

/**
 * @param {string} range "engines.node" of package.json, always of the form ">=20.9"
 * @param {string} version process.versions.node
 * @returns a sentence, or undefined when the version serves
 */
function nodeVersionProblem(range, version = process.versions.node) {
  const oldest = range
    .replace(/^>=\s*/, "")
    .split(".")
    .map(Number);
  const current = version.split(".").map(Number);
  for (let index = 0; index < oldest.length; index++) {
    if (current[index] > oldest[index]) return undefined;
    if (current[index] < oldest[index]) {
      return `drydock needs Node ${oldest.join(".")} or newer and this is Node ${version}: install a newer one (https://nodejs.org/en/download) and run the command again.`;
    }
  }
  return undefined;
}

module.exports = { nodeVersionProblem };
