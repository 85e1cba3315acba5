/** What belongs to a project as such: its APIs, accounts, roles, keys, and what connects its networks. */
import { z } from "zod";
import { type ResourceModel, model, numberFor } from "../model";
import { region, resourceName, seconds } from "./common";
import { member, role } from "./iam";

const service = model({
  type: "gcp:projects/service:Service",
  inputs: z.strictObject({
    service: z.string().regex(/^[a-z]+\.googleapis\.com$/, "an API such as compute.googleapis.com"),
    disableOnDestroy: z.boolean(),
  }),
  immutable: ["service"],
  idempotent: true,
  answer: ({ service }, { project }) => ({ id: `${project}/${service}`, outputs: { project } }),
});

const GOOGLE_ACCOUNTS: Readonly<Record<string, string>> = {
  "container.googleapis.com": "container-engine-robot.iam.gserviceaccount.com",
  "pubsub.googleapis.com": "gcp-sa-pubsub.iam.gserviceaccount.com",
};

const serviceIdentity = model({
  type: "gcp:projects/serviceIdentity:ServiceIdentity",
  inputs: z.strictObject({ service: z.enum(Object.keys(GOOGLE_ACCOUNTS)) }),
  immutable: ["service"],
  idempotent: true,
  answer: ({ service }, { project }) => {
    const email = `service-${numberFor(project)}@${GOOGLE_ACCOUNTS[service] ?? ""}`;
    return {
      id: `projects/${project}/services/${service}`,
      outputs: { project, email, member: `serviceAccount:${email}` },
    };
  },
});

const projectMember = model({
  type: "gcp:projects/iAMMember:IAMMember",
  inputs: z.strictObject({ project: z.string(), role, member }),
  immutable: ["project", "role", "member"],
  idempotent: true,
  answer: ({ project, role, member }) => ({ id: `${project}/${role}/${member}`, outputs: { etag: "BwYemulated=" } }),
});

const account = model({
  type: "gcp:serviceaccount/account:Account",
  inputs: z.strictObject({
    accountId: z.string().regex(/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, "6 to 30 small letters, digits and -"),
    displayName: z.string().max(100),
  }),
  immutable: ["accountId"],
  answer: ({ accountId }, { project }) => {
    const email = `${accountId}@${project}.iam.gserviceaccount.com`;
    const id = `projects/${project}/serviceAccounts/${email}`;
    const uniqueId = numberFor(email);
    return { id, outputs: { project, email, name: id, member: `serviceAccount:${email}`, uniqueId } };
  },
});

const keyRing = model({
  type: "gcp:kms/keyRing:KeyRing",
  inputs: z.strictObject({ name: z.string().regex(/^[\w-]{1,63}$/), location: region }),
  immutable: ["name", "location"],
  answer: ({ name, location }, { project }) => ({
    id: `projects/${project}/locations/${location}/keyRings/${name}`,
    outputs: { project },
  }),
});

const cryptoKey = model({
  type: "gcp:kms/cryptoKey:CryptoKey",
  inputs: z
    .strictObject({
      name: z.string().regex(/^[\w-]{1,63}$/),
      keyRing: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+$/),
      purpose: z.enum(["ENCRYPT_DECRYPT", "ASYMMETRIC_SIGN", "ASYMMETRIC_DECRYPT", "MAC"]),
      rotationPeriod: seconds.refine((period) => Number.parseFloat(period) >= 86_400, "at least a day").optional(),
      destroyScheduledDuration: seconds,
      versionTemplate: z.strictObject({
        algorithm: z.enum(["GOOGLE_SYMMETRIC_ENCRYPTION", "AES_256_GCM"]),
        protectionLevel: z.enum(["SOFTWARE", "HSM"]),
      }),
    })
    .refine(({ purpose, rotationPeriod }) => purpose === "ENCRYPT_DECRYPT" || rotationPeriod === undefined, {
      error: "only keys to encrypt and decrypt rotate by themselves",
    }),
  immutable: ["name", "keyRing", "purpose", "destroyScheduledDuration"],
  answer: ({ name, keyRing }) => ({ id: `${keyRing}/cryptoKeys/${name}`, outputs: { primaries: [] } }),
});

const cryptoKeyMember = model({
  type: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
  inputs: z.strictObject({ cryptoKeyId: z.string(), role, member }),
  immutable: ["cryptoKeyId", "role", "member"],
  idempotent: true,
  answer: ({ cryptoKeyId, role, member }) => ({
    id: `${cryptoKeyId}/${role}/${member}`,
    outputs: { etag: "BwYemulated=" },
  }),
});

const hub = model({
  type: "gcp:networkconnectivity/hub:Hub",
  inputs: z
    .strictObject({
      name: resourceName,
      description: z.string(),
      policyMode: z.enum(["PRESET", "CUSTOM"]),
      presetTopology: z.enum(["MESH", "STAR"]).optional(),
    })
    .refine(({ policyMode, presetTopology }) => (policyMode === "PRESET") === (presetTopology !== undefined), {
      error: "presetTopology belongs to policyMode PRESET and to nothing else",
    }),
  immutable: ["name", "policyMode", "presetTopology"],
  answer: ({ name }, { project }) => ({
    id: `projects/${project}/locations/global/hubs/${name}`,
    outputs: { project, state: "ACTIVE" },
  }),
});

const spoke = model({
  type: "gcp:networkconnectivity/spoke:Spoke",
  inputs: z.strictObject({
    name: resourceName,
    location: z.literal("global", "a VPC joins a hub in location global"),
    hub: z.string().regex(/^projects\/[^/]+\/locations\/global\/hubs\/[^/]+$/),
    linkedVpcNetwork: z.strictObject({ uri: z.string() }),
  }),
  immutable: ["name", "location", "hub", "linkedVpcNetwork"],
  answer: ({ name }, { project }) => ({
    id: `projects/${project}/locations/global/spokes/${name}`,
    outputs: { project, state: "ACTIVE" },
  }),
});

const connection = model({
  type: "gcp:servicenetworking/connection:Connection",
  inputs: z.strictObject({
    network: z.string(),
    service: z.literal("servicenetworking.googleapis.com"),
    reservedPeeringRanges: z.array(resourceName).min(1),
  }),
  immutable: ["network", "service"],
  answer: ({ network, service }) => ({
    id: `${network}:${service}`,
    outputs: { peering: "servicenetworking-googleapis-com" },
  }),
});

export const PROJECT: readonly ResourceModel[] = [
  service,
  serviceIdentity,
  projectMember,
  account,
  keyRing,
  cryptoKey,
  cryptoKeyMember,
  hub,
  spoke,
  connection,
];
