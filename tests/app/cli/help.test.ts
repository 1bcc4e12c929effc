import { drydock, drydockHere } from "./as-user";

const names = [
  "rehearse",
  "simulate",
  "bootstrap",
  "plan",
  "deploy",
  "destroy",
  "images",
  "doctor",
  "environments",
  "guardrails",
];

describe("help", () => {
  it("lists every command and the exit codes, within a second", async () => {
    const started = performance.now();
    const { code, stdout, stderr } = await drydock(["--help"]);
    const seconds = (performance.now() - started) / 1000;
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect(stdout).toContain("Exit codes: 0 done");
    // 0.2 s alone; the margin is for a machine that runs other suites beside.
    expect(seconds).toBeLessThan(3);
  });

  it("is what no arguments at all lead to", async () => {
    const { code, stdout } = await drydockHere([]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: drydock");
  });

  it.each(names)("of %s says what it does and shows examples", async (name) => {
    const { code, stdout } = await drydockHere([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: drydock ${name}`);
    expect(stdout).toMatch(/Examples:\n {2}np(x drydock|m run)/);
  });

  it("can be asked for as a command", async () => {
    const { code, stdout } = await drydockHere(["help", "plan"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: drydock plan");
  });
});

describe("the version", () => {
  it("is that of package.json", async () => {
    const { code, stdout } = await drydockHere(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("a mistake on the command line", () => {
  it.each([
    ["a command", ["plam", "dev"], 'There is no command "plam". Did you mean "plan"?'],
    [
      "a command with options",
      ["rehaerse", "--out", "x"],
      'There is no command "rehaerse". Did you mean "rehearse"?',
    ],
    ["an option", ["plan", "dev", "--bnary", "x"], 'There is no option "--bnary". Did you mean "--binary"?'],
    ["an option before any command", ["--hlp"], 'There is no option "--hlp". Did you mean "--help"?'],
    ["a subcommand", ["environments", "chek"], 'There is no command "chek". Did you mean "check"?'],
    ["an environment", ["plan", "dve"], 'There is no environment "dve". Did you mean "dev"?'],
    [
      "an environment to simulate",
      ["simulate", "prd"],
      'There is no environment "prd". Did you mean "prod"?',
    ],
    [
      "an environment to rehearse",
      ["rehearse", "stagin"],
      'There is no environment "stagin". Did you mean "staging"?',
    ],
    ["a level", ["rehearse", "--level", "embeded"], 'There is no level "embeded". Did you mean "embedded"?'],
    [
      "a guardrail",
      ["guardrails", "kms-rotaton"],
      'There is no guardrail "kms-rotaton". Did you mean "kms-rotation"?',
    ],
    [
      "a field",
      ["environments", "describe", "netwrk"],
      'There is no field "netwrk". Did you mean "network"?',
    ],
  ])("in the name of %s is answered with the closest", async (_, argv, sentence) => {
    const { code, stdout, stderr } = await drydockHere(argv);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.split("\n")[0]).toBe(`Error: ${sentence}`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("is one sentence and exit code 1 in a process of its own, too", async () => {
    const { code, stderr } = await drydock(["plam"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: There is no command "plam"\. Did you mean "plan"\?\n {2}Known: /);
  });

  it("of leaving the environment out names the argument and the help", async () => {
    const { code, stderr } = await drydockHere(["deploy"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "Error: Name an environment.\n  Known: dev, prod, staging.\n  Help: npx drydock deploy --help\n",
    );
  });

  it.each([
    [["foo"], 'There is no command "foo".', "Known: adopt, bootstrap, deploy, destroy, doctor,"],
    [["help", "foo"], 'There is no command "foo".', "Known: adopt, bootstrap,"],
    [["help", "environments", "chek"], 'There is no command "chek". Did you mean "check"?', "Known: check,"],
    [["rehearse", "qa"], 'There is no environment "qa".', "Known: dev, prod, staging."],
  ])("that resembles no name is answered with those that exist: %s", async (argv, sentence, known) => {
    const { code, stderr } = await drydockHere(argv);
    expect(code).toBe(1);
    expect(stderr.split("\n")[0]).toBe(`Error: ${sentence}`);
    expect(stderr).toContain(known);
  });

  it.each([
    ["access.vai", 'There is no field "access.vai". Did you mean "access.via"?', undefined],
    [
      "retention.flowLogDay",
      'There is no field "retention.flowLogDay". Did you mean "retention.flowLogsDays"?',
      /^  Closest: retention\.flowLogsDays, retention\.\w+(, retention\.\w+)*\.$/,
    ],
    ["colour", 'There is no field "colour".', /^  Known: access, account, .*, vault, versions\.$/],
  ])(
    "in the field %s is answered with the close ones, each once, else with those of the top",
    async (field, sentence, more) => {
      const { stderr } = await drydockHere(["environments", "describe", field]);
      const [first, second = ""] = stderr.split("\n");
      expect(first).toBe(`Error: ${sentence}`);
      expect(second).toMatch(more ?? /^$/);
    },
  );

  it.each(["0", "-1", "1.5", "many"])("of %s stacks at once names what is accepted", async (count) => {
    const { code, stderr } = await drydockHere(["plan", "dev", "--parallel", count]);
    expect(code).toBe(1);
    expect(stderr).toContain("whole number from 1 to 32");
  });
});
