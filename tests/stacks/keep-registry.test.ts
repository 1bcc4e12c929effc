import { imageNamed, imageNames, images } from "../../app/versions";
import { all, environmentNamed, statementsOf } from "../constructs/configuration";
import { estateOf, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const registry = stackOf(estateOf(dev), "keep-dev-registry");

interface LifecycleRule {
  readonly selection: { readonly tagStatus: string; readonly tagPatternList?: readonly string[] };
}

const rulesOf = (image: string): LifecycleRule[] =>
  (
    JSON.parse(String(all(registry, "aws_ecr_lifecycle_policy")[`${image}-lifecycle`]?.policy)) as {
      rules: LifecycleRule[];
    }
  ).rules;

describe("the registry of an environment", () => {
  it("has a repository for each image, in the environment's own part of the account's registry", () => {
    const names = Object.values(all(registry, "aws_ecr_repository")).map(({ name }) => name);
    expect(names).toEqual(imageNames.map((image) => `drydock-dev/${image}`));
  });

  it("never moves a tag, scans what is pushed, encrypts it with the data key, and survives with all that belongs to it", () => {
    for (const repository of Object.values(all(registry, "aws_ecr_repository"))) {
      expect(repository).toMatchObject({
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [
          {
            encryption_type: "KMS",
            kms_key: "${data.terraform_remote_state.keys.outputs.data_key_arn}",
          },
        ],
      });
      expect(repository).not.toHaveProperty("force_delete");
    }
    for (const named of Object.values(registry.resource)) {
      for (const block of Object.values(named)) expect(block.lifecycle).toEqual({ prevent_destroy: true });
    }
  });

  it.each(imageNames)("keeps the image of %s that is in use, whatever is pushed after it", (image) => {
    const [first, second, ...others] = rulesOf(image);
    expect(first?.selection).toMatchObject({
      tagStatus: "tagged",
      tagPatternList: [images[image].tag],
      countType: "imageCountMoreThan",
      countNumber: 1,
    });
    expect(second?.selection.tagStatus).toBe("untagged");
    expect(others).toHaveLength(imageNamed(image).kind === "own" ? 1 : 0);
  });

  it("lets nobody of another account in, and only the deploy role push", () => {
    const { OnlyThisAccount, OnlyTheDeployRolePushes } = statementsOf(
      all(registry, "aws_ecr_repository_policy")["vault-policy"]?.policy,
    );
    expect(OnlyThisAccount).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: ["ecr:*"],
      Condition: { StringNotEquals: { "aws:PrincipalAccount": "111111111111" } },
    });
    expect(OnlyTheDeployRolePushes).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["ecr:PutImage"]) as string[],
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/drydock-dev-deploy" },
      },
    });
  });

  it("says where it is", () => {
    expect(registry.output).toEqual({
      registry_url: { value: "111111111111.dkr.ecr.eu-west-1.amazonaws.com" },
      repository_prefix: { value: "drydock-dev" },
    });
  });
});
