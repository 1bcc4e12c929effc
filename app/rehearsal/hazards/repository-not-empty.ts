import type { Hazard } from "./hazard";
import { refusedCalls } from "./refused-call";

const registry = { parts: ["keep-registry"] } as const;

export const repositoryNotEmpty: Hazard = {
  name: "repository-not-empty",
  errorCode: "RepositoryNotEmptyException",
  happens: "A repository that holds images is not deleted, unless it may take them with it.",
  rehearsed:
    "ECR refuses to delete a repository that holds an image, and a destruction of the registry is refused as a plan; then a plan has nothing to do.",
  survived:
    "Repositories are in a stack that no rebuild touches, with prevent_destroy and without force_delete: a rebuilt cluster pulls the images that were there before.",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html",
  needs: { part: "keep-registry", type: "aws_ecr_repository" },
  from: "survivors",
  steps: [
    {
      step: "expect",
      title: "ECR refuses to delete a repository with an image",
      of: (scene) =>
        refusedCalls({
          what: "The deletion of the repository",
          code: "RepositoryNotEmptyException",
          by: () => scene.remove(scene.object("aws_ecr_repository")),
        }),
    },
    {
      step: "expect-failure",
      of: "destroy",
      stacks: registry,
      code: "cannot be destroyed",
      says: /^aws_ecr_\S+ of "keep-[\w-]+-registry" must survive \(prevent_destroy\)/,
    },
    {
      step: "expect",
      title: "No repository may take its images with it",
      of: ({ cloud }) => {
        const repositories = cloud.listEverywhere("aws_ecr_repository");
        return {
          sentence: `${repositories.length} repositories`,
          wrong: [
            ...(repositories.length === 0 ? ["There is no repository to look at."] : []),
            ...repositories
              .filter(({ attributes }) => attributes["force_delete"] === true)
              .map(
                ({ id }) => `The repository ${id} has force_delete, and a deletion would take its images.`,
              ),
          ],
        };
      },
    },
    { step: "expect-empty-plan", stacks: registry },
  ],
};
