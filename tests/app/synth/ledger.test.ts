import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { SynthesizedStack } from "../../../app/synth/estate-file";
import {
  describeVanished,
  ledgerFile,
  ledgerLines,
  readLedger,
  vanished,
  writeLedgers,
  type AddressedConfiguration,
} from "../../../app/synth/ledger";

const ledger = ["dev-network aws_eip.nat-a", "dev-network aws_vpc.vpc"];
const configured = (configuration: AddressedConfiguration) => new Map([["dev-network", configuration]]);
const vpc = { aws_vpc: { vpc: {} } };

describe("the ledger of addresses", () => {
  it("lists managed resources, sorted, with their stack", () => {
    const lines = ledgerLines("dev-network", {
      resource: { aws_vpc: { vpc: {} }, aws_eip: { "nat-b": {}, "nat-a": {} } },
    });
    expect(lines).toEqual([
      "dev-network aws_eip.nat-a",
      "dev-network aws_eip.nat-b",
      "dev-network aws_vpc.vpc",
    ]);
  });

  it("misses an address that is gone, and says what to add", () => {
    const lost = vanished(ledger, configured({ resource: vpc }));
    expect(lost).toEqual([{ stack: "dev-network", address: "aws_eip.nat-a", withStack: false }]);
    const sentence = lost.map(describeVanished).join();
    expect(sentence).toContain('this.moved("aws_eip.nat-a", "NEW ADDRESS")');
    expect(sentence).toContain('this.removed("aws_eip.nat-a", { destroy: true })');
    expect(sentence).toContain("npm run ledger");
  });

  it("accepts an address that moved to one that exists", () => {
    const resource = { ...vpc, aws_eip: { egress: {} } };
    const moved = [{ from: "aws_eip.nat-a", to: "aws_eip.egress" }];
    expect(vanished(ledger, configured({ resource, moved }))).toEqual([]);
  });

  it("does not accept one that moved to nowhere", () => {
    const moved = [{ from: "aws_eip.nat-a", to: "aws_eip.egress" }];
    expect(vanished(ledger, configured({ resource: vpc, moved }))).toHaveLength(1);
  });

  it("accepts an address that was removed on purpose", () => {
    expect(vanished(ledger, configured({ resource: vpc, removed: [{ from: "aws_eip.nat-a" }] }))).toEqual([]);
  });

  it("has other words for a stack that is gone as a whole", () => {
    const [first] = vanished(ledger, new Map());
    expect(first && describeVanished(first)).toMatch(/^The stack "dev-network" is gone\. Destroy it where/);
  });
});

describe("writing the ledger", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-ledger-"));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const stack = (configuration: AddressedConfiguration): SynthesizedStack => {
    const directory = fs.mkdtempSync(path.join(folder, "stack-"));
    fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(configuration));
    return {
      name: "dev-network",
      lifetime: "disposable",
      environments: ["dev"],
      account: { id: "111111111111", name: "sandbox" },
      region: "eu-west-1",
      directory,
      dependsOn: [],
      backend: { bucket: "b", key: "k", region: "eu-west-1" },
      exports: {},
      importIds: {},
    };
  };

  it("adds what is new, and refuses to forget what has vanished", () => {
    expect(writeLedgers([stack({ resource: { aws_vpc: { vpc: {} } } })], folder)).toEqual([
      ledgerFile("dev", folder),
    ]);
    writeLedgers([stack({ resource: { aws_vpc: { vpc: {}, other: {} } } })], folder);
    const both = ["dev-network aws_vpc.other", "dev-network aws_vpc.vpc"];
    expect(readLedger("dev", folder)).toEqual(both);

    expect(() => writeLedgers([stack({ resource: { aws_vpc: { other: {} } } })], folder)).toThrow(
      "left as it is",
    );
    expect(readLedger("dev", folder)).toEqual(both);

    const removed = [{ from: "aws_vpc.vpc" }];
    writeLedgers([stack({ resource: { aws_vpc: { other: {} } }, removed })], folder);
    expect(readLedger("dev", folder)).toEqual(["dev-network aws_vpc.other"]);
  });

  it("begins empty", () => {
    expect(readLedger("nowhere", folder)).toEqual([]);
  });
});
