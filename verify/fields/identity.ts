import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

/** Projects, service accounts, keys, and who may use them. */
export const identityTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:projects/service:Service": {
    document: "serviceusage.v1",
    schema: "GoogleApiServiceusageV1Service",
    fields: {
      ...providerOnly,
      service: "config.name",
      disableOnDestroy: { none: "the provider's own: whether removing the resource disables the API" },
      disableDependentServices: { none: "sent when the API is disabled, in DisableServiceRequest" },
      checkIfServiceHasUsageOnDestroy: { none: "sent when the API is disabled, in DisableServiceRequest" },
    },
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": {
    document: "serviceusage.v1beta1",
    schema: "ServiceIdentity",
    fields: {
      ...providerOnly,
      service: { none: "part of the request's URL" },
    },
  },
  "gcp:projects/iAMMember:IAMMember": {
    document: "cloudresourcemanager.v3",
    schema: "Binding",
    fields: {
      ...providerOnly,
      member: "members",
    },
  },
  "gcp:serviceaccount/account:Account": {
    document: "iam.v1",
    schema: "CreateServiceAccountRequest",
    fields: {
      ...providerOnly,
      displayName: "serviceAccount.displayName",
      description: "serviceAccount.description",
      disabled: { none: "set by a second request, serviceAccounts.disable; output only in the account itself" },
      createIgnoreAlreadyExists: { none: "the provider's own: whether to take over an account of the same id" },
    },
  },
  "gcp:kms/keyRing:KeyRing": {
    document: "cloudkms.v1",
    schema: "KeyRing",
    fields: {
      ...providerOnly,
      name: { none: "the parameter keyRingId of the request; output only in the ring itself" },
      location: { none: "part of the request's URL" },
    },
  },
  "gcp:kms/cryptoKey:CryptoKey": {
    document: "cloudkms.v1",
    schema: "CryptoKey",
    fields: {
      ...providerOnly,
      name: { none: "the parameter cryptoKeyId of the request; output only in the key itself" },
      keyRing: { none: "part of the request's URL" },
      skipInitialVersionCreation: { none: "a parameter of the request, not a field of the key" },
    },
  },
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": {
    document: "cloudkms.v1",
    schema: "Binding",
    fields: {
      cryptoKeyId: { none: "part of the request's URL" },
      member: "members",
    },
  },
};
