import { lifecyclePolicy } from "../../../../constructs/registry/lifecycle-policy";
import { AwsAccount, policy, refusal } from "./aws-account";

const root = { AWS: "arn:aws:iam::111111111111:root" };
const administration = { Effect: "Allow", Principal: root, Action: "kms:PutKeyPolicy", Resource: "*" };
const grants = (region: string) => ({
  Effect: "Allow",
  Principal: root,
  Action: ["kms:CreateGrant", "kms:DescribeKey"],
  Resource: "*",
  Condition: { StringEquals: { "kms:ViaService": `ecr.${region}.amazonaws.com` } },
});

function makeRepository(aws = new AwsAccount(), more = {}) {
  return aws.create("aws_ecr_repository", { name: "drydock-dev/engine", ...more });
}

describe("a repository", () => {
  it("has an ARN, an address and the account as its registry", () => {
    expect(makeRepository().attributes).toMatchObject({
      id: "drydock-dev/engine",
      arn: "arn:aws:ecr:eu-west-1:111111111111:repository/drydock-dev/engine",
      registry_id: "111111111111",
      repository_url: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/drydock-dev/engine",
      image_tag_mutability: "MUTABLE",
    });
  });

  it("is one of its name in an account and region, and free again at once", () => {
    const aws = new AwsAccount();
    const repository = makeRepository(aws);
    expect(refusal(() => makeRepository(aws))).toBe(
      "RepositoryAlreadyExistsException: The repository with name 'drydock-dev/engine' already exists in the registry with id '111111111111'",
    );
    expect(refusal(() => makeRepository(aws.elsewhere({ region: "us-east-1" })))).toBeUndefined();
    expect(refusal(() => makeRepository(aws.elsewhere({ account: "222222222222" })))).toBeUndefined();
    aws.delete(repository);
    expect(refusal(() => makeRepository(aws))).toBeUndefined();
  });

  it.each(["Engine", "engine_", "a", "a//b", "x".repeat(257)])("cannot be called %s", (name) => {
    expect(refusal(() => makeRepository(new AwsAccount(), { name }))).toMatch(
      /^InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy constraint/,
    );
  });

  it("is one of as many as the quota allows", () => {
    const aws = new AwsAccount();
    aws.cloud.quotas.set("L-CFEB8E8D", 1);
    makeRepository(aws);
    expect(refusal(() => makeRepository(aws, { name: "other" }))).toMatch(/^LimitExceededException/);
  });

  it("that holds an image is not deleted, unless that is forced", () => {
    const aws = new AwsAccount();
    const repository = makeRepository(aws);
    const arn = String(repository.attributes["arn"]);
    aws.cloud.imageStore.putManifest(
      arn,
      "application/vnd.oci.image.manifest.v1+json",
      Buffer.from("{}"),
      "1",
    );
    expect(refusal(() => aws.delete(repository))).toBe(
      "RepositoryNotEmptyException: The repository with name 'drydock-dev/engine' in registry with id '111111111111' cannot be deleted because it still contains images",
    );
    const forced = aws.update(repository, { force_delete: true });
    expect(refusal(() => aws.delete(forced))).toBeUndefined();
    expect(aws.cloud.imageStore.isEmpty(arn)).toBe(true);
  });
});

describe("the key of a repository", () => {
  const create = (document: string, more = {}, aws = new AwsAccount()) => {
    const key = aws.create("aws_kms_key", { policy: document, ...more });
    const encryption_configuration = [{ encryption_type: "KMS", kms_key: String(key.attributes["arn"]) }];
    return refusal(() => makeRepository(aws, { encryption_configuration }));
  };
  const refused = "KmsException: The operation failed due to a KMS exception.";

  it.each([
    ["that lets the account take grants through ECR", policy(administration, grants("eu-west-1")), undefined],
    ["that is open to the account", policy({ ...administration, Action: "kms:*" }), undefined],
    ["that speaks of ECR elsewhere", policy(administration, grants("us-east-1")), refused],
    ["that nobody may take grants on", policy(administration), refused],
  ])("can be one %s: %#", (_, document, answer) => {
    expect(create(document)).toBe(answer);
  });

  it("must be there and enabled", () => {
    expect(create(policy({ ...administration, Action: "kms:*" }), { is_enabled: false })).toBe(refused);
    const arn = "arn:aws:kms:eu-west-1:111111111111:key/gone";
    const encryption_configuration = [{ encryption_type: "KMS", kms_key: arn }];
    expect(refusal(() => makeRepository(new AwsAccount(), { encryption_configuration }))).toMatch(
      /^KmsException/,
    );
  });
});

describe("a lifecycle policy", () => {
  const put = (document: string) => {
    const aws = new AwsAccount();
    makeRepository(aws);
    return refusal(() =>
      aws.create("aws_ecr_lifecycle_policy", { repository: "drydock-dev/engine", policy: document }),
    );
  };
  const rule = (selection: object, more = {}) => ({
    rulePriority: 1,
    selection: { countType: "imageCountMoreThan", countNumber: 1, ...selection },
    action: { type: "expire" },
    ...more,
  });
  const rules = (...list: object[]) => JSON.stringify({ rules: list });

  it("as the estate writes it is taken", () => {
    expect(put(lifecyclePolicy({ tag: "1.4.2-1" }))).toBeUndefined();
    expect(put(lifecyclePolicy({ tag: "1.4.2-1", others: 50 }))).toBeUndefined();
  });

  it.each([
    ["is no JSON", "{", "Could not map policyString into LifecyclePolicy."],
    ["has no rules", "{}", 'object has missing required properties (["rules"])'],
    ["has an empty list", rules(), "from 1 to 50 rules are allowed"],
    ["has a rule that is none", JSON.stringify({ rules: [1] }), "does not match any allowed primitive type"],
    [
      "has a rule without an action",
      rules(rule({ tagStatus: "any" }, { action: undefined })),
      'object has missing required properties (["action"])',
    ],
    ["has a member that ECR does not know", rules(rule({ tagStatus: "any" }, { name: "x" })), '(["name"])'],
    [
      "does something else than expire",
      rules(rule({ tagStatus: "any" }, { action: { type: "delete" } })),
      "not found in enum",
    ],
    [
      "selects tagged images without saying which",
      rules(rule({ tagStatus: "tagged" })),
      "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.",
    ],
    [
      "selects untagged images by a tag",
      rules(rule({ tagStatus: "untagged", tagPatternList: ["x"] })),
      "only be specified when tagStatus=TAGGED",
    ],
    [
      "selects untagged images twice",
      rules(rule({ tagStatus: "untagged" }), rule({ tagStatus: "untagged" }, { rulePriority: 2 })),
      "Only one rule can select Untagged images.",
    ],
    [
      "selects all images before others",
      rules(rule({ tagStatus: "any" }), rule({ tagStatus: "untagged" }, { rulePriority: 2 })),
      "Rule for tagStatus=ANY must have the lowest priority",
    ],
    [
      "gives two rules one priority",
      rules(rule({ tagStatus: "untagged" }), rule({ tagStatus: "any" })),
      "Rule priorities must be unique.",
    ],
    [
      "has five wildcards",
      rules(rule({ tagStatus: "tagged", tagPatternList: ["*1*2*3*4*"] })),
      "more than 4 wildcards",
    ],
    [
      "counts days without their unit",
      rules(rule({ tagStatus: "any", countType: "sinceImagePushed" })),
      "instance failed to match exactly one schema",
    ],
    ["keeps no image", rules(rule({ tagStatus: "any", countNumber: 0 })), "(minimum: 1, found: 0)"],
    ["is too long", rules(rule({ tagStatus: "any" }, { description: "x".repeat(30_720) })), "maximum length"],
  ])("that %s is refused", (_, document, words) => {
    const answer = put(document) ?? "";
    expect(answer).toMatch(/^InvalidParameterException: Invalid parameter at 'LifecyclePolicyText'/);
    expect(answer).toContain(words);
  });

  it("needs its repository, and goes with it", () => {
    const aws = new AwsAccount();
    const create = () =>
      aws.create("aws_ecr_lifecycle_policy", {
        repository: "drydock-dev/engine",
        policy: lifecyclePolicy({ tag: "1" }),
      });
    expect(refusal(create)).toMatch(/^RepositoryNotFoundException/);
    const repository = makeRepository(aws);
    create();
    aws.delete(repository);
    expect(aws.cloud.snapshot()).toEqual([]);
  });
});

describe("a repository policy", () => {
  const put = (document: string) => {
    const aws = new AwsAccount();
    makeRepository(aws);
    return refusal(() =>
      aws.create("aws_ecr_repository_policy", { repository: "drydock-dev/engine", policy: document }),
    );
  };
  const pull = { Effect: "Allow", Principal: root, Action: "ecr:BatchGetImage" };

  it.each([
    ["names an account", policy(pull), undefined],
    ["names a resource", policy({ ...pull, Resource: "*" }), "Invalid repository policy provided"],
    ["names nobody", policy({ ...pull, Principal: undefined }), "Invalid repository policy provided"],
    [
      "speaks of another service",
      policy({ ...pull, Action: "s3:GetObject" }),
      "Invalid repository policy provided",
    ],
    ["is no JSON", "{", "Invalid repository policy provided"],
    [
      "names somebody who cannot be",
      policy({ ...pull, Principal: { AWS: "arn:aws:iam::1:role/x" } }),
      "Principal not found",
    ],
  ])("that %s: %#", (_, document, reason) => {
    expect(put(document)).toBe(
      reason &&
        `InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: '${reason}'`,
    );
  });
});
