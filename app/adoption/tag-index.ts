import { partitionOf } from "../naming";
import type { Variables } from "../terraform/variables";
import type { ProviderPlace, StackSource } from "./stack-source";
import { type TaggedObject, taggedObjects } from "./tagged-objects";

/**
 * Where the index lists what has no region (IAM, Route 53): cloud-custodian/cloud-custodian#2729 and #9475.
 */
const regionOfTheGlobal = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
} as const;

/** AWS's tag index, asked once for each environment, region and role. */
export class TagIndex {
  private readonly answers = new Map<string, Promise<TaggedObject[]>>();

  constructor(private readonly variables: Variables) {}

  /** Everything that carries the environment tag of a stack, in the regions where the stack's providers work. */
  async ofEnvironment({ environmentTag, places }: StackSource): Promise<TaggedObject[]> {
    const found = await Promise.all(everywhere(places).map((place) => this.ask(environmentTag, place)));
    const byArn = new Map(found.flat().map((object) => [object.arn, object]));
    return [...byArn.values()];
  }

  private ask(environmentTag: string, { region, roleArn }: ProviderPlace): Promise<TaggedObject[]> {
    const key = JSON.stringify([environmentTag, region, roleArn]);
    const known = this.answers.get(key);
    if (known) return known;
    const { variables } = this;
    const role = roleArn === undefined ? {} : { roleArn };
    const answer = taggedObjects(environmentTag, {
      region,
      ...role,
      sessionName: "drydock-adopt",
      variables,
    });
    this.answers.set(key, answer);
    return answer;
  }
}

/** The places of the providers, and the region of what has none. */
function everywhere(places: readonly ProviderPlace[]): ProviderPlace[] {
  const all = places.flatMap((place) => [
    place,
    { ...place, region: regionOfTheGlobal[partitionOf(place.region)] },
  ]);
  return [...new Map(all.map((place) => [JSON.stringify([place.region, place.roleArn]), place])).values()];
}
