import { AwsAccount, policy, refusal, trust } from "./aws-account";

const EC2 = trust("ec2.amazonaws.com");
const read = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
/** A policy of so many characters, white space not counted. */
const policyOf = (characters: number) => {
  const sized = (sid: string) => policy({ Sid: sid, Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
  return sized("x".repeat(characters - sized("").length));
};

describe("a role", () => {
  it("has an ARN with its path, a unique id and the time of its creation", () => {
    const role = new AwsAccount().create("aws_iam_role", {
      name: "reader",
      path: "/estate/",
      assume_role_policy: EC2,
    });
    expect(role.id).toBe("reader");
    expect(role.attributes).toMatchObject({
      arn: "arn:aws:iam::111111111111:role/estate/reader",
      create_date: "2025-01-01T00:00:00Z",
      unique_id: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    });
  });

  it("is seen from every region of its account, and its name is one there, whatever its case", () => {
    const aws = new AwsAccount();
    aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    const there = aws.elsewhere({ region: "us-east-1" });
    expect(refusal(() => there.create("aws_iam_role", { name: "Reader", assume_role_policy: EC2 }))).toBe(
      "EntityAlreadyExists: Role with name Reader already exists.",
    );
    const other = aws.elsewhere({ account: "222222222222" });
    expect(
      refusal(() => other.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 })),
    ).toBeUndefined();
  });

  it.each([
    ["is not JSON", "{", "MalformedPolicyDocument: This policy contains invalid Json"],
    [
      "says a resource",
      policy({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Resource: "*" }),
      "MalformedPolicyDocument: Has prohibited field Resource",
    ],
    [
      "names nobody",
      policy({ Effect: "Allow", Action: "sts:AssumeRole" }),
      "MalformedPolicyDocument: Missing required field Principal",
    ],
    [
      "allows other actions",
      policy({ Effect: "Allow", Principal: "*", Action: "s3:*" }),
      "MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    [
      "names a kind of principal that is none",
      policy({ Effect: "Allow", Principal: { Aws: "x" }, Action: "sts:AssumeRole" }),
      'MalformedPolicyDocument: Invalid principal in policy: "AWS":"x"',
    ],
    [
      "has two statements with one id",
      policy(
        ...["a", "a"].map((Sid) => ({ Sid, Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" })),
      ),
      "MalformedPolicyDocument: Statement IDs (SID) in a single policy must be unique.",
    ],
  ])("whose trust policy %s is refused", (_, document, message) => {
    expect(
      refusal(() => new AwsAccount().create("aws_iam_role", { name: "r", assume_role_policy: document })),
    ).toBe(message);
  });

  it("has a trust policy of at most 2,048 characters, white space not counted", () => {
    const sized = (sid: string) =>
      policy({ Sid: sid, Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
    const exact = sized("x".repeat(2048 - sized("").length));
    const create = (document: string) =>
      refusal(() => new AwsAccount().create("aws_iam_role", { name: "r", assume_role_policy: document }));
    expect(create(JSON.stringify(JSON.parse(exact), null, 4))).toBeUndefined();
    expect(create(exact.replace("xx", "xxx"))).toBe(
      "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
    );
  });

  it("has a permissions boundary that exists", () => {
    const aws = new AwsAccount();
    const create = (permissions_boundary: string) =>
      refusal(() =>
        aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2, permissions_boundary }),
      );
    const missing = "arn:aws:iam::111111111111:policy/nowhere";
    expect(create(missing)).toBe(`NoSuchEntity: Scope ARN: ${missing} does not exist or is not attachable.`);
    expect(create("arn:aws:iam::aws:policy/PowerUserAccess")).toBeUndefined();
  });

  it("may trust whoever runs the rehearsal, whom the caller's identity names", () => {
    const aws = new AwsAccount();
    aws.cloud.principals.declareOutside([]);
    const caller = String(aws.data("aws_caller_identity")["arn"]);
    const document = policy({ Effect: "Allow", Principal: { AWS: caller }, Action: "sts:AssumeRole" });
    expect(
      refusal(() => aws.create("aws_iam_role", { name: "r", assume_role_policy: document })),
    ).toBeUndefined();
  });

  it("cannot take a name that is reserved for service-linked roles", () => {
    const aws = new AwsAccount();
    const create = (name: string) =>
      refusal(() => aws.create("aws_iam_role", { name, assume_role_policy: EC2 }));
    expect(create("AWSServiceRoleForMe")).toMatch(/^InvalidInput: .*reserved/);
    aws.create("aws_iam_service_linked_role", { aws_service_name: "eks.amazonaws.com" });
    expect(create("AWSServiceRoleForAmazonEKS")).toMatch(/^EntityAlreadyExists/);
  });

  it("is not deleted while it has policies", () => {
    const aws = new AwsAccount();
    const role = aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    const inline = aws.create("aws_iam_role_policy", { name: "read", role: "reader", policy: read });
    const policyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    const attachment = aws.create("aws_iam_role_policy_attachment", {
      role: "reader",
      policy_arn: policyArn,
    });
    expect(refusal(() => aws.delete(role))).toBe(
      "DeleteConflict: Cannot delete entity, must delete policies first.",
    );
    aws.delete(inline);
    expect(refusal(() => aws.delete(role))).toBe(
      "DeleteConflict: Cannot delete entity, must detach all policies first.",
    );
    aws.delete(attachment);
    expect(refusal(() => aws.delete(role))).toBeUndefined();
  });

  it("gives up its policies when told to, and leaves its instance profile empty", () => {
    const aws = new AwsAccount();
    const role = aws.create("aws_iam_role", {
      name: "reader",
      assume_role_policy: EC2,
      force_detach_policies: true,
    });
    aws.create("aws_iam_role_policy", { name: "read", role: "reader", policy: read });
    const profile = aws.create("aws_iam_instance_profile", { name: "reader", role: "reader" });
    aws.delete(role);
    expect(aws.cloud.listEverywhere("aws_iam_role_policy")).toEqual([]);
    expect(aws.read(profile)).toMatchObject({ role: "" });
  });

  it("counts against the account's quota", () => {
    const aws = new AwsAccount();
    aws.cloud.quotas.set("RolesPerAccount", 1);
    aws.create("aws_iam_role", { name: "a", assume_role_policy: EC2 });
    expect(refusal(() => aws.create("aws_iam_role", { name: "b", assume_role_policy: EC2 }))).toBe(
      "LimitExceeded: Cannot exceed quota for RolesPerAccount: 1",
    );
  });
});

describe("a role's inline policy", () => {
  const withRole = () => {
    const aws = new AwsAccount();
    aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    return aws;
  };

  it("needs the role", () => {
    expect(
      refusal(() =>
        new AwsAccount().create("aws_iam_role_policy", { name: "p", role: "nobody", policy: read }),
      ),
    ).toBe("NoSuchEntity: The role with name nobody cannot be found.");
  });

  it("shares 10,240 characters with the role's other inline policies", () => {
    const aws = withRole();
    aws.create("aws_iam_role_policy", { name: "a", role: "reader", policy: policyOf(6000) });
    const second = (characters: number) =>
      refusal(() =>
        aws.create("aws_iam_role_policy", { name: "b", role: "reader", policy: policyOf(characters) }),
      );
    expect(second(4241)).toBe("LimitExceeded: Maximum policy size of 10240 bytes exceeded for role reader");
    expect(second(4240)).toBeUndefined();
  });

  it("written again under the same name replaces the first", () => {
    const aws = withRole();
    aws.create("aws_iam_role_policy", { name: "a", role: "reader", policy: policyOf(6000) });
    const again = aws.create("aws_iam_role_policy", { name: "a", role: "reader", policy: policyOf(10_240) });
    expect(again.id).toBe("reader:a");
    expect(aws.cloud.listEverywhere("aws_iam_role_policy")).toHaveLength(1);
  });

  it.each([
    [
      "names a principal",
      { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" },
      "Policy document should not specify a principal.",
    ],
    ["has no action", { Effect: "Allow", Resource: "*" }, "Policy statement must contain actions."],
    [
      "has an action without a service",
      { Effect: "Allow", Action: "GetObject", Resource: "*" },
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    ["has no resource", { Effect: "Allow", Action: "s3:*" }, "Policy statement must contain resources."],
    [
      "has a resource that is no ARN",
      { Effect: "Allow", Action: "s3:*", Resource: "ticks" },
      'Resource ticks must be in ARN format or "*".',
    ],
    [
      "has a member that is none",
      { Effect: "Allow", Actions: "s3:*", Resource: "*" },
      "Syntax errors in policy.",
    ],
    [
      "neither allows nor denies",
      { Effect: "allow", Action: "s3:*", Resource: "*" },
      "Syntax errors in policy.",
    ],
  ])("that %s is malformed", (_, statement, message) => {
    expect(
      refusal(() =>
        withRole().create("aws_iam_role_policy", { name: "p", role: "reader", policy: policy(statement) }),
      ),
    ).toBe(`MalformedPolicyDocument: ${message}`);
  });

  it("is imported by ROLE:NAME", () => {
    const aws = withRole();
    aws.create("aws_iam_role_policy", { name: "a", role: "reader", policy: read });
    expect(aws.import("aws_iam_role_policy", "reader:a")?.attributes["name"]).toBe("a");
  });
});

describe("a managed policy", () => {
  it("has at most 6,144 characters", () => {
    const create = (characters: number) =>
      refusal(() => new AwsAccount().create("aws_iam_policy", { name: "p", policy: policyOf(characters) }));
    expect(create(6145)).toBe("LimitExceeded: Cannot exceed quota for PolicySize: 6144");
    expect(create(6144)).toBeUndefined();
  });

  it("is one by its name, and stays while a role holds it", () => {
    const aws = new AwsAccount();
    const managed = aws.create("aws_iam_policy", { name: "read", policy: read });
    expect(managed.id).toBe("arn:aws:iam::111111111111:policy/read");
    expect(refusal(() => aws.create("aws_iam_policy", { name: "read", policy: read }))).toBe(
      "EntityAlreadyExists: A policy called read already exists. Duplicate names are not allowed.",
    );
    aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    const attachment = aws.create("aws_iam_role_policy_attachment", {
      role: "reader",
      policy_arn: managed.id,
    });
    expect(refusal(() => aws.delete(managed))).toBe(
      "DeleteConflict: Cannot delete a policy attached to entities.",
    );
    aws.delete(attachment);
    expect(refusal(() => aws.delete(managed))).toBeUndefined();
  });

  it("must exist to be attached, AWS's own included", () => {
    const aws = new AwsAccount();
    aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    const attach = (policy_arn: string) =>
      refusal(() => aws.create("aws_iam_role_policy_attachment", { role: "reader", policy_arn }));
    expect(attach("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCor")).toMatch(
      /^NoSuchEntity: Policy .* does not exist or is not attachable\.$/,
    );
    expect(attach("arn:aws:iam::111111111111:policy/read")).toMatch(/^NoSuchEntity/);
    expect(attach("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")).toBeUndefined();
    expect(
      aws.import(
        "aws_iam_role_policy_attachment",
        "reader/arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      ),
    ).toBeDefined();
  });

  it("is attached once, and ten of them to a role at most", () => {
    const aws = new AwsAccount();
    aws.create("aws_iam_role", { name: "reader", assume_role_policy: EC2 });
    const policies = Array.from({ length: 11 }, (_, index) =>
      aws.create("aws_iam_policy", { name: `p${index}`, policy: read }),
    );
    const attach = (index: number) =>
      aws.create("aws_iam_role_policy_attachment", { role: "reader", policy_arn: policies[index]?.id ?? "" });
    for (let index = 0; index < 10; index++) attach(index);
    expect(attach(3).attributes["policy_arn"]).toBe(policies[3]?.id);
    expect(refusal(() => attach(10))).toBe("LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10");
  });
});

describe("a service-linked role", () => {
  const create = (aws: AwsAccount) =>
    aws.create("aws_iam_service_linked_role", { aws_service_name: "autoscaling.amazonaws.com" });

  it("has the name and path that AWS gives it", () => {
    expect(create(new AwsAccount()).attributes).toMatchObject({
      arn: "arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      name: "AWSServiceRoleForAutoScaling",
      path: "/aws-service-role/autoscaling.amazonaws.com/",
    });
  });

  it("that the account has already must be imported", () => {
    const aws = new AwsAccount();
    const { id } = create(aws);
    expect(refusal(() => create(aws))).toBe(
      "InvalidInput: Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try a different suffix.",
    );
    expect(aws.import("aws_iam_service_linked_role", id)?.id).toBe(id);
  });

  it("is not deleted while its service uses it, and nobody changes it", () => {
    const aws = new AwsAccount();
    const role = create(aws);
    const { account, region } = aws;
    const group = aws.cloud.insert(
      {
        facts: {},
        api: { service: "", noun: "", create: "", read: "", delete: "" },
        behaviour: { identity: () => "g" },
      },
      { type: "aws_autoscaling_group", id: "g", attributes: {} },
      { provider: "aws", account, region },
    );
    expect(refusal(() => aws.delete(role))).toMatch(/^DeleteConflict: .*used by aws_autoscaling_group g/);
    aws.cloud.discard(group);
    const put = () =>
      aws.create("aws_iam_role_policy", { name: "p", role: "AWSServiceRoleForAutoScaling", policy: read });
    expect(refusal(put)).toMatch(/^UnmodifiableEntity: Cannot perform the operation on the protected role/);
    expect(refusal(() => aws.delete(role))).toBeUndefined();
  });

  it("of a service that is not known here says where to add it", () => {
    const unknown = () =>
      new AwsAccount().create("aws_iam_service_linked_role", { aws_service_name: "x.amazonaws.com" });
    expect(refusal(unknown)).toContain("app/simulator/aws/iam-service-linked-role.ts");
  });
});

describe("an OpenID Connect provider", () => {
  it("is one for its address", () => {
    const aws = new AwsAccount();
    const configuration = { url: "https://token.example.com", client_id_list: ["sts.amazonaws.com"] };
    const provider = aws.create("aws_iam_openid_connect_provider", configuration);
    expect(provider.id).toBe("arn:aws:iam::111111111111:oidc-provider/token.example.com");
    expect(provider.attributes["thumbprint_list"]).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
    expect(refusal(() => aws.create("aws_iam_openid_connect_provider", configuration))).toBe(
      "EntityAlreadyExists: Provider with url https://token.example.com already exists.",
    );
  });

  it("must exist before a role trusts it, once everybody else is declared", () => {
    const aws = new AwsAccount();
    aws.cloud.principals.declareOutside([]);
    const arn = "arn:aws:iam::111111111111:oidc-provider/token.example.com";
    const document = policy({
      Effect: "Allow",
      Principal: { Federated: arn },
      Action: "sts:AssumeRoleWithWebIdentity",
    });
    const create = () =>
      refusal(() => aws.create("aws_iam_role", { name: "ci", assume_role_policy: document }));
    expect(create()).toBe(`MalformedPolicyDocument: Invalid principal in policy: "FEDERATED":"${arn}"`);
    aws.create("aws_iam_openid_connect_provider", { url: "https://token.example.com", client_id_list: [] });
    expect(create()).toBeUndefined();
  });
});

describe("the account's password policy", () => {
  it("is one, and says whether passwords expire", () => {
    const aws = new AwsAccount();
    aws.create("aws_iam_account_password_policy", { minimum_password_length: 14 });
    const again = aws.create("aws_iam_account_password_policy", { max_password_age: 90 });
    expect(again.id).toBe("iam-account-password-policy");
    expect(again.attributes).toMatchObject({ expire_passwords: true, minimum_password_length: 6 });
    expect(aws.update(again, { max_password_age: 0 }).attributes["expire_passwords"]).toBe(false);
  });
});
