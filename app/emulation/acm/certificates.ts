import { asArray, asObject, type JsonObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { amended, jsonOf } from "../json-protocol";
import { recordNames } from "../route53/record-names";

/** Certificates with the key that was asked for, issued once the records that prove the domain are in a zone. */
export function certificates(): Gap {
  const algorithms = new Map<string, string>();
  return {
    service: "acm",
    moto: "makes every certificate for an RSA key and issues it without a look for its validation records",
    async answer(call, moto) {
      if (call.operation === "RequestCertificate") {
        const response = await moto.forward(call);
        const { KeyAlgorithm } = jsonOf(call);
        const { CertificateArn } = asObject(JSON.parse(String(response.body)));
        if (typeof KeyAlgorithm === "string") algorithms.set(String(CertificateArn), KeyAlgorithm);
        return response;
      }
      if (call.operation !== "DescribeCertificate") return undefined;
      const response = await moto.forward(call);
      if (response.status !== 200) return response;
      const names = await recordNames(call, moto);
      return amended(response, (content) => {
        const certificate = asObject(content["Certificate"]);
        const KeyAlgorithm = algorithms.get(String(certificate["CertificateArn"]));
        const completed = { ...certificate, ...(KeyAlgorithm !== undefined && { KeyAlgorithm }) };
        return { ...content, Certificate: validated(completed, names) };
      });
    },
  };
}

/** The states of a certificate and its domains, by the names for which there are records. */
function validated(certificate: JsonObject, names: ReadonlySet<string>): JsonObject {
  if (certificate["Type"] !== "AMAZON_ISSUED") return certificate;
  const options = asArray(certificate["DomainValidationOptions"]).map(asObject);
  const proven = options.map((option) => names.has(String(asObject(option["ResourceRecord"])["Name"])));
  if (proven.length === 0) return certificate;
  return {
    ...certificate,
    Status: proven.every(Boolean) ? "ISSUED" : "PENDING_VALIDATION",
    DomainValidationOptions: options.map((option, index) => ({
      ...option,
      ValidationStatus: proven[index] === true ? "SUCCESS" : "PENDING_VALIDATION",
    })),
  };
}
