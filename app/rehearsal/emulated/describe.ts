import { gaps } from "../../emulation/gaps";
import { limits } from "../../emulation/limits";
import type { EmulationReport } from "../report/shape";
import { awsProvider, type EmulationTools } from "./requirements";

/** What of the emulated level is real and what is ours, for the report. */
export function describeEmulation({ providerVersion }: EmulationTools): EmulationReport {
  return {
    provider: `${awsProvider} ${providerVersion}`,
    gaps: gaps("").map(({ service, moto }) => ({ service, moto })),
    limits,
  };
}
