import { UserError } from "../../user-error";

/** Something that AWS would refuse a destruction for, half-way through it. */
export interface Obstacle {
  readonly stack: string;
  /** What stands in the way, and what to do. */
  readonly sentence: string;
}

/**
 * Refuses a destruction that would stop half-way.
 * @throws UserError with the first obstacle, and all others as details
 */
export function refuseObstacles(obstacles: readonly Obstacle[]): void {
  const [first, ...others] = obstacles;
  if (!first) return;
  throw new UserError(
    `Nothing was destroyed, since AWS would stop the destruction half-way. ${first.sentence}`,
    others.map(({ sentence }) => sentence),
  );
}
