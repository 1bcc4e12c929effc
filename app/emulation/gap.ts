import type { EndpointResponse } from "../simulator/state-endpoint/message";
import type { AwsCall } from "./aws-call";
import type { Moto } from "./moto";

/** Something that AWS does and moto does not, or does otherwise. */
export interface Gap {
  /** Service that its calls are signed for. */
  readonly service: string;
  /** What moto lacks, in a clause that begins with a verb; shown in the report. */
  readonly moto: string;
  /**
   * Answers a call, by itself or with what moto says.
   * @param moto with the gaps that come after this one in front of it
   * @returns undefined for a call that this gap does not concern
   * @throws ServiceError for an answer that is an error of the service
   */
  answer(call: AwsCall, moto: Moto): Promise<EndpointResponse | undefined>;
}
