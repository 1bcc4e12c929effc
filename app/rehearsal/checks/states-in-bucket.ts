import type { Check } from "./check";

/** Every stack's state lies in the account's bucket under its key, and no lock file is left beside one. */
export const statesInBucket: Check = {
  name: "states are in the bucket, unlocked",
  run: ({ stage }) => {
    const { stacks } = stage.options;
    const store = stage.cloud.objectStore;
    const wrong = stacks.flatMap(({ name, backend: { bucket, key } }) => [
      ...(store.get(bucket, key) === undefined
        ? [`The state of "${name}" is not at s3://${bucket}/${key}.`]
        : []),
      ...(store.get(bucket, `${key}.tflock`) !== undefined
        ? [`The state of "${name}" is still locked: s3://${bucket}/${key}.tflock.`]
        : []),
    ]);
    return { count: stacks.length, subject: "states", wrong };
  },
};
