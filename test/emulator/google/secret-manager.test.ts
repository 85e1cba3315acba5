import { PROJECT, describeModel } from "./describe-model";

const ID = "globex_support_europe-west4_database-url";
const MEMBER = "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/ns/n/sa/a";

describeModel("gcp:secretmanager/secret:Secret", {
  valid: {
    secretId: ID,
    labels: { tenant: "globex" },
    replication: { userManaged: { replicas: [{ location: "europe-west4" }] } },
  },
  optional: ["labels"],
  free: ["labels"],
  id: `projects/${PROJECT}/secrets/${ID}`,
  outputs: { project: PROJECT, name: `projects/${PROJECT}/secrets/${ID}` },
  refuses: {
    "an id with a point": [{ secretId: "globex.support" }, /secretId: 1 to 255 letters/],
    "copies nowhere": [{ "replication.userManaged.replicas": [] }, /Too small/],
    "copies wherever Google likes": [{ replication: { auto: {} } }, /userManaged: /],
  },
});

describeModel("gcp:secretmanager/secretIamMember:SecretIamMember", {
  valid: { secretId: ID, role: "roles/secretmanager.secretAccessor", member: MEMBER },
  id: `projects/${PROJECT}/secrets/${ID}/roles/secretmanager.secretAccessor/${MEMBER}`,
  outputs: { project: PROJECT, etag: "BwYemulated=" },
  refuses: { everybody: [{ member: "allUsers" }, /member: /], editor: [{ role: "roles/editor" }, /role: /] },
});
