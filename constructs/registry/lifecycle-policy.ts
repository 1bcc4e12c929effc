import { UserError } from "../../app/user-error";

/** Which images of a repository stay. */
export interface Keep {
  /** The tag that the estate names: its image stays, however old. */
  readonly tag: string;
  /** How many other tagged images stay, the youngest. @default - all of them */
  readonly others?: number;
}

/** Days after which what no tag names any more is deleted: layers of a push that broke off, a replaced index. */
const UNTAGGED_DAYS = 7;

/**
 * ECR's lifecycle policy for a repository, as JSON. An image that a rule selects by its tags is out of reach of the
 * rules behind it, so the first rule, which never expires anything since a tag names one image, keeps the one in use.
 * The untagged rule spares what an index refers to: ECR expires no image of an index before the index itself.
 * Source: ECR user guide, "Lifecycle policy evaluation rules".
 * @throws UserError for a tag with a wildcard, or a count below 1
 */
export function lifecyclePolicy({ tag, others }: Keep): string {
  if (tag.includes("*")) throw new UserError(`The tag "${tag}" holds a wildcard; name the one tag in use.`);
  if (others !== undefined && !(Number.isInteger(others) && others > 0)) {
    throw new UserError(`ECR keeps a whole number of images from 1 on, and not ${others}.`);
  }
  const rules = [
    {
      description: `Keep ${tag}, which is in use`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: [tag],
        countType: "imageCountMoreThan",
        countNumber: 1,
      },
    },
    {
      description: `Expire what has no tag after ${UNTAGGED_DAYS} days`,
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_DAYS,
      },
    },
    ...(others === undefined
      ? []
      : [
          {
            description: `Keep the ${others} youngest of the others`,
            selection: {
              tagStatus: "tagged",
              tagPatternList: ["*"],
              countType: "imageCountMoreThan",
              countNumber: others,
            },
          },
        ]),
  ];
  return JSON.stringify({
    rules: rules.map((rule, index) => ({ rulePriority: index + 1, ...rule, action: { type: "expire" } })),
  });
}
