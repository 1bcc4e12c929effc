/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.drydock"],
  testTimeout: 60_000,
  // Several suites start terraform; more of them at a time than this only wait for one another on a small machine.
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/tests/servers/not-run-reporter.cjs"],
};
