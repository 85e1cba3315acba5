/** Secret Manager: secrets without their values, which never pass through Pulumi. */
import { z } from "zod";
import { type ResourceModel, model } from "../model";
import { region } from "./common";
import { labels, member, role } from "./iam";

const secretId = z.string().regex(/^[-\w]{1,255}$/, "1 to 255 letters, digits, - and _");

const secret = model({
  type: "gcp:secretmanager/secret:Secret",
  inputs: z.strictObject({
    secretId,
    labels: labels.optional(),
    replication: z.strictObject({
      userManaged: z.strictObject({ replicas: z.array(z.strictObject({ location: region })).min(1) }),
    }),
  }),
  immutable: ["secretId", "replication"],
  answer: ({ secretId }, { project }) => ({
    id: `projects/${project}/secrets/${secretId}`,
    outputs: { project, name: `projects/${project}/secrets/${secretId}` },
  }),
});

const secretMember = model({
  type: "gcp:secretmanager/secretIamMember:SecretIamMember",
  inputs: z.strictObject({ secretId, role, member }),
  immutable: ["secretId", "role", "member"],
  idempotent: true,
  answer: ({ secretId, role, member }, { project }) => ({
    id: `projects/${project}/secrets/${secretId}/${role}/${member}`,
    outputs: { project, etag: "BwYemulated=" },
  }),
});

export const SECRET_MANAGER: readonly ResourceModel[] = [secret, secretMember];
