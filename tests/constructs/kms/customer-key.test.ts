import { placementOf } from "../../../constructs/estate/placement";
import { CustomerKey, type CustomerKeyProps } from "../../../constructs/kms/customer-key";
import { configurationWith, only, statementsOf } from "../configuration";

const props: CustomerKeyProps = {
  alias: "drydock-dev-data",
  description: "Disks",
  placement: placementOf("111111111111", "eu-west-1"),
  rotationDays: 365,
  deletionWindowDays: 30,
  use: [
    {
      sid: "Logs",
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      principals: { service: ["logs.eu-west-1.amazonaws.com"] },
    },
  ],
};

const configurationFor = (changes: Partial<CustomerKeyProps> = {}) =>
  configurationWith((stack) => {
    new CustomerKey(stack, "data", { ...props, ...changes });
  });

describe("a customer's key", () => {
  it("rotates, and waits before it is deleted", () => {
    expect(only(configurationFor(), "aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
    });
  });

  it("has an alias", () => {
    expect(only(configurationFor(), "aws_kms_alias")).toMatchObject({
      name: "alias/drydock-dev-data",
      target_key_id: "${aws_kms_key.data.key_id}",
    });
  });

  it("is administered by the account, which cannot encrypt or decrypt with it", () => {
    const { Administration } = statementsOf(only(configurationFor(), "aws_kms_key").policy);
    expect(Administration?.Principal).toEqual({ AWS: ["arn:aws:iam::111111111111:root"] });
    expect(Administration?.Action).toContain("kms:PutKeyPolicy");
    for (const action of Administration?.Action ?? []) {
      expect(action).not.toMatch(/\*|crypt|GenerateDataKey|ReEncrypt|CreateGrant|Sign|Mac$/);
    }
  });

  it("is used by those who are named, on this key only", () => {
    const { Logs } = statementsOf(only(configurationFor(), "aws_kms_key").policy);
    expect(Logs).toMatchObject({
      Principal: { Service: ["logs.eu-west-1.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
    });
  });

  it("belongs to the partition of its region", () => {
    const { Administration } = statementsOf(
      only(configurationFor({ placement: placementOf("111111111111", "us-gov-west-1") }), "aws_kms_key")
        .policy,
    );
    expect(Administration?.Principal).toEqual({ AWS: ["arn:aws-us-gov:iam::111111111111:root"] });
  });

  it.each([
    ["rotationDays", 89],
    ["rotationDays", 2561],
    ["rotationDays", 100.5],
    ["deletionWindowDays", 6],
    ["deletionWindowDays", 31],
  ])("refuses %s of %d, which KMS refuses", (name, value) => {
    expect(() => configurationFor({ [name]: value })).toThrow(
      `${name} is ${value}; KMS takes whole days from`,
    );
  });
});
