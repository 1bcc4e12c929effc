import type { AwsCall } from "./aws-call";
import type { Moto } from "./moto";

/** How often a service was called, and by whom it was answered. */
export interface ServiceCalls {
  /** Name that calls are signed for. */
  readonly service: string;
  readonly calls: number;
  /** Of them those that moto was not asked about. */
  readonly ours: number;
  /** Of them those that were answered with an error, many of which the provider expects: is it there? */
  readonly errors: number;
}

/** Counts calls by service. */
export class CallTally {
  private readonly services = new Map<string, ServiceCalls>();

  add({ service }: AwsCall, { asked, status }: { readonly asked: boolean; readonly status: number }): void {
    const { calls, ours, errors } = this.services.get(service) ?? { calls: 0, ours: 0, errors: 0 };
    this.services.set(service, {
      service,
      calls: calls + 1,
      ours: ours + (asked ? 0 : 1),
      errors: errors + (status < 400 ? 0 : 1),
    });
  }

  /** By service, in the order of their names. */
  get counts(): readonly ServiceCalls[] {
    return [...this.services.values()].sort((one, other) => (one.service < other.service ? -1 : 1));
  }
}

/** Moto, and whether it was asked anything. */
export class WatchedMoto implements Moto {
  asked = false;

  constructor(private readonly moto: Moto) {}

  forward(call: AwsCall): ReturnType<Moto["forward"]> {
    this.asked = true;
    return this.moto.forward(call);
  }
}
