import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { UserError } from "../user-error";
import { readAll, send, type HttpRequest, type HttpResponse, type RegistryAgents } from "./registry-http";
import { anonymousToken, readChallenge } from "./registry-tokens";

export interface RepositoryAddress {
  /** `https://111111111111.dkr.ecr.eu-west-1.amazonaws.com`, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** As messages show the registry. */
  readonly registry: string;
  readonly repository: string;
  /** Header that admits the caller. @default - an anonymous token, when the registry asks for one */
  readonly authorization?: string;
}

/** A manifest as a registry has it. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly body: Buffer;
}

export const MANIFEST_TYPES = {
  ociIndex: "application/vnd.oci.image.index.v1+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  ociManifest: "application/vnd.oci.image.manifest.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

const ACCEPT = Object.values(MANIFEST_TYPES).join(", ");
const MOST_REDIRECTS = 5;

/** The digest of content, as registries name it. */
export function digestOf(content: Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/**
 * One repository of a container registry, by the distribution API.
 * Source: Open Container Initiative, distribution specification 1.1.
 */
export class RegistryClient {
  /** Anonymous tokens by origin. */
  private readonly tokens = new Map<string, string>();

  constructor(
    readonly address: RepositoryAddress,
    private readonly agents: RegistryAgents,
  ) {}

  /** The digest that a tag names; undefined when there is no such tag. @throws UserError for any other refusal */
  async digestOf(reference: string): Promise<string | undefined> {
    const response = await this.call({
      method: "HEAD",
      url: this.urlOf(`manifests/${reference}`),
      headers: { accept: ACCEPT },
    });
    response.body.resume();
    if (response.status === 404) return this.missing(reference);
    if (response.status !== 200) throw this.refusal(reference, response, Buffer.alloc(0));
    const { "docker-content-digest": digest } = response.headers;
    if (typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
    return (await this.manifest(reference)).digest;
  }

  /** @throws UserError when it is not there, or is not what its digest says */
  async manifest(reference: string): Promise<Manifest> {
    const response = await this.call({
      method: "GET",
      url: this.urlOf(`manifests/${reference}`),
      headers: { accept: ACCEPT },
    });
    const body = await readAll(response);
    if (response.status !== 200) throw this.refusal(reference, response, body);
    const digest = digestOf(body);
    if (reference.startsWith("sha256:") && reference !== digest) {
      throw new UserError(
        `${this.nameOf(reference)} came with other content than its digest says: ${digest}.`,
      );
    }
    return { digest, mediaType: response.headers["content-type"] ?? MANIFEST_TYPES.dockerManifest, body };
  }

  async hasBlob(digest: string): Promise<boolean> {
    const response = await this.call({ method: "HEAD", url: this.urlOf(`blobs/${digest}`) });
    response.body.resume();
    if (response.status === 200) return true;
    if (response.status === 404) return false;
    throw this.refusal(digest, response, Buffer.alloc(0));
  }

  /** A layer, while it arrives. */
  async blob(digest: string): Promise<Readable> {
    return (await this.requireBlob(digest)).body;
  }

  /** A configuration, which is small, as a whole. */
  async configuration(digest: string): Promise<Buffer> {
    return readAll(await this.requireBlob(digest));
  }

  private async requireBlob(digest: string): Promise<HttpResponse> {
    const response = await this.call({ method: "GET", url: this.urlOf(`blobs/${digest}`) });
    if (response.status === 200) return response;
    throw this.refusal(digest, response, await readAll(response));
  }

  /** Uploads a layer or configuration; the registry compares it with its digest. */
  async putBlob(digest: string, size: number, content: Buffer | Readable): Promise<void> {
    const begun = await this.expect(202, digest, {
      method: "POST",
      url: this.urlOf("blobs/uploads/"),
      headers: { "content-length": "0" },
    });
    const uploaded = await this.expect(202, digest, {
      method: "PATCH",
      url: this.locationOf(begun),
      headers: { "content-type": "application/octet-stream", "content-length": String(size) },
      body: content,
    });
    const end = new URL(this.locationOf(uploaded));
    end.searchParams.set("digest", digest);
    await this.expect(201, digest, { method: "PUT", url: end.href, headers: { "content-length": "0" } });
  }

  /** @param reference tag, or the manifest's own digest */
  async putManifest(
    reference: string,
    { mediaType, body }: Pick<Manifest, "mediaType" | "body">,
  ): Promise<void> {
    await this.expect(201, reference, {
      method: "PUT",
      url: this.urlOf(`manifests/${reference}`),
      headers: { "content-type": mediaType, "content-length": String(body.length) },
      body,
    });
  }

  /** The answer to a HEAD request has no body that would tell a missing tag from a missing repository. */
  private async missing(reference: string): Promise<undefined> {
    const again = await this.call({ method: "GET", url: this.urlOf(`manifests/${reference}`) });
    const refusal = this.refusal(reference, again, await readAll(again));
    if (refusal.code === "NAME_UNKNOWN") throw refusal;
  }

  private async expect(status: number, subject: string, request: HttpRequest): Promise<HttpResponse> {
    const response = await this.call(request);
    const body = await readAll(response);
    if (response.status !== status) throw this.refusal(subject, response, body);
    return response;
  }

  /**
   * Sends a request, with a token when the host asks for one, and to where the registry sends on: content lies on
   * other hosts, which must not see the registry's credentials.
   */
  private async call(request: HttpRequest): Promise<HttpResponse> {
    let { url } = request;
    for (let redirects = 0; ; redirects++) {
      let response = await send(this.agents, this.authorized({ ...request, url }));
      const challenge =
        response.status === 401 ? readChallenge(response.headers["www-authenticate"]) : undefined;
      const { origin } = new URL(url);
      if (challenge && !this.tokens.has(origin) && this.address.authorization === undefined) {
        response.body.resume();
        this.tokens.set(origin, await anonymousToken(this.agents, challenge, this.address.repository));
        response = await send(this.agents, this.authorized({ ...request, url }));
      }
      const { location } = response.headers;
      const redirected = response.status >= 300 && response.status < 400 && location !== undefined;
      if (!redirected || redirects === MOST_REDIRECTS) return response;
      response.body.resume();
      url = new URL(location, url).href;
    }
  }

  private authorized(request: HttpRequest): HttpRequest {
    // The whole origin: the same host without TLS must not see them either.
    const { origin } = new URL(request.url);
    const token = this.tokens.get(origin);
    const own = origin === new URL(this.address.url).origin ? this.address.authorization : undefined;
    const authorization = own ?? (token === undefined ? undefined : `Bearer ${token}`);
    if (authorization === undefined) return request;
    return { ...request, headers: { ...request.headers, authorization } };
  }

  private urlOf(path: string): string {
    return `${this.address.url}/v2/${this.address.repository}/${path}`;
  }

  private locationOf({ headers: { location } }: HttpResponse): string {
    if (location !== undefined) return new URL(location, this.address.url).href;
    throw new UserError(`${this.address.registry} does not say where an upload goes on.`);
  }

  private nameOf(reference: string): string {
    const { registry, repository } = this.address;
    return `${registry}/${repository}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
  }

  private refusal(subject: string, { status }: HttpResponse, body: Buffer): RegistryRefusal {
    const { code = "", message = "" } = firstError(body);
    const reason = [`status ${status}`, code, message].filter((part) => part !== "").join(", ");
    return new RegistryRefusal(
      status,
      code,
      this.address.repository,
      `${this.address.registry} refuses ${this.nameOf(subject)} (${reason.replace(/\.$/, "")}).`,
      status === 429 ? ["It takes no more requests for now: wait, and run the command again."] : [],
    );
  }
}

/** A registry's answer that is none of those expected. */
export class RegistryRefusal extends UserError {
  constructor(
    readonly status: number,
    /** The registry's own code: `NAME_UNKNOWN`. */
    readonly code: string,
    readonly repository: string,
    message: string,
    details: readonly string[],
  ) {
    super(message, details);
  }
}

function firstError(body: Buffer): { readonly code?: string; readonly message?: string } {
  try {
    const { errors } = JSON.parse(body.toString()) as { errors?: { code?: string; message?: string }[] };
    return errors?.[0] ?? {};
  } catch {
    return {};
  }
}
