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
  // Istanbul's counters, put in after swc. V8's own coverage is faster but takes a function that never ran for a
  // single covered branch: the same suite showed 85 % of branches where 40 % had run.
  coverageProvider: "babel",
  collectCoverageFrom: ["{app,constructs,stacks,policies}/**/*.ts", "main.ts", "!**/*.d.ts"],
  coverageThreshold: { global: { lines: 80, branches: 80 } },
  coverageReporters: ["text-summary", "html"],
  globalSetup: "<rootDir>/tests/servers/temporary-folder.cjs",
  globalTeardown: "<rootDir>/tests/servers/remove-temporary-folder.cjs",
  reporters: ["default", "<rootDir>/tests/servers/not-run-reporter.cjs"],
};
