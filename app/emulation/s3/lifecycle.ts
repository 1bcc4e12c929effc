import type { Gap } from "../gap";
import { bucketOfSetting } from "./bucket-call";

const MINIMUM_SIZE = "x-amz-transition-default-minimum-object-size";

/**
 * Lifecycle rules as they were sent, once moto has accepted them. Moto answers with one default size of an object that
 * moves to another storage class, whichever was asked for, and drops the sizes in filters; the provider asks until the
 * rules are what it sent, and gives up after three minutes.
 */
export function lifecycleRules(): Gap {
  const kept = new Map<string, { readonly document: string; readonly minimumSize: string }>();
  return {
    service: "s3",
    moto: "loses the smallest size of an object that a lifecycle rule moves (transition_default_minimum_object_size)",
    async answer(call, moto) {
      const bucket = bucketOfSetting(call, "lifecycle");
      if (bucket === undefined) return undefined;
      const response = await moto.forward(call);
      if (response.status >= 300) return response;
      if (call.method === "PUT") {
        const minimumSize = call.headers[MINIMUM_SIZE] ?? "all_storage_classes_128K";
        kept.set(bucket, { document: call.body.toString(), minimumSize });
        return { ...response, headers: { ...response.headers, [MINIMUM_SIZE]: minimumSize } };
      }
      const rules = kept.get(bucket);
      if (call.method !== "GET" || rules === undefined) return response;
      return { status: 200, headers: { [MINIMUM_SIZE]: rules.minimumSize }, body: rules.document };
    },
  };
}
