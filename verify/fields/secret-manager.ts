import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

/** Secrets, and who may read them. */
export const secretManagerTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:secretmanager/secret:Secret": {
    document: "secretmanager.v1",
    schema: "Secret",
    fields: { ...providerOnly, secretId: { none: "a parameter of the request, not a field of the secret" } },
  },
  "gcp:secretmanager/secretIamMember:SecretIamMember": {
    document: "secretmanager.v1",
    schema: "Binding",
    fields: { ...providerOnly, secretId: { none: "part of the request's URL" }, member: "members" },
  },
};
