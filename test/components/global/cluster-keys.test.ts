import assert from "node:assert/strict";
import { ClusterKeys } from "../../../components/global/cluster-keys";
import { type Made, PROJECT, evaluateComponent } from "../evaluate-component";

const DAY = 24 * 60 * 60;

async function evaluateKeys(protect: boolean): Promise<Made> {
  return await evaluateComponent((options) => {
    const regions = ["europe-west4", "us-central1"];
    return { keyIds: new ClusterKeys("global-keys", { regions, protect }, options).keyIds };
  });
}

const ringOf = (region: string) => `projects/${PROJECT}/locations/${region}/keyRings/agno-keys-${region}`;
const keyOf = (region: string) => `${ringOf(region)}/cryptoKeys/agno-cluster-secrets-${region}`;

describe("ClusterKeys", () => {
  let made: Made;

  before(async () => {
    made = await evaluateKeys(true);
  });

  for (const region of ["europe-west4", "us-central1"]) {
    it(`has a key ring in ${region}, for what belongs there only`, () => {
      const { type, inputs } = made.named(`global-keys-${region}-ring`);
      assert.equal(type, "gcp:kms/keyRing:KeyRing");
      assert.deepEqual(inputs, { name: `agno-keys-${region}`, location: region });
    });

    it(`has a key in ${region} that changes every 90 days and comes back within 30`, () => {
      const { type, inputs } = made.named(`global-keys-${region}-key`);
      assert.equal(type, "gcp:kms/cryptoKey:CryptoKey");
      assert.deepEqual(inputs, {
        name: `agno-cluster-secrets-${region}`,
        keyRing: ringOf(region),
        purpose: "ENCRYPT_DECRYPT",
        rotationPeriod: `${90 * DAY}s`,
        destroyScheduledDuration: `${30 * DAY}s`,
        versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "SOFTWARE" },
      });
    });

    it(`lets nobody but Google's own account for GKE use the key of ${region}`, () => {
      const uses = made.resources.filter(({ inputs }) => inputs.cryptoKeyId === keyOf(region));
      assert.deepEqual(
        uses.map(({ name, type, inputs }) => [name, type, inputs.role]),
        [
          [
            `global-keys-${region}-grant`,
            "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
            "roles/cloudkms.cryptoKeyEncrypterDecrypter",
          ],
        ],
      );
      const member = String(uses[0]?.inputs.member);
      assert.match(member, /^serviceAccount:service-\d+@container-engine-robot\.iam\.gserviceaccount\.com$/);
    });
  }

  it("brings Google's account for GKE into being before it is given a role", () => {
    const identity = made.one("gcp:projects/serviceIdentity:ServiceIdentity");
    assert.equal(identity.name, "global-keys-gke");
    assert.deepEqual(identity.inputs, { service: "container.googleapis.com" });
    for (const grant of made.all("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember")) {
      assert.ok(made.needs(grant).includes("global-keys-gke"), grant.name);
      assert.equal(grant.inputs.member, identity.outputs.member);
    }
  });

  it("gives out each key by its region", () => {
    const keyIds = { "europe-west4": keyOf("europe-west4"), "us-central1": keyOf("us-central1") };
    assert.deepEqual(made.outputs, { keyIds });
    assert.deepEqual(made.one("agno:global:ClusterKeys").outputs, { keyIds });
  });

  it("has one ring, key and grant for each region, and no more", () => {
    assert.deepEqual(made.below(made.one("agno:global:ClusterKeys")), [
      "global-keys-europe-west4-grant",
      "global-keys-europe-west4-key",
      "global-keys-europe-west4-ring",
      "global-keys-gke",
      "global-keys-us-central1-grant",
      "global-keys-us-central1-key",
      "global-keys-us-central1-ring",
    ]);
  });

  for (const [protect, protectedOnes] of [
    [
      true,
      [
        "global-keys-europe-west4-key",
        "global-keys-europe-west4-ring",
        "global-keys-us-central1-key",
        "global-keys-us-central1-ring",
      ],
    ],
    [false, []],
  ] as const) {
    it(`${protect ? "refuses" : "does not refuse"} to lose keys where that is ${protect ? "" : "not "}asked`, async () => {
      const { resources } = protect ? made : await evaluateKeys(protect);
      const names = resources.filter(({ options }) => options.protect).map(({ name }) => name);
      assert.deepEqual(names.sort(), protectedOnes);
    });
  }
});

describe("the key of a region that leaves the environment", () => {
  it("stays at Google with its ring, whatever protects it", async () => {
    const { resources } = await evaluateKeys(false);
    const kept = resources.filter(({ options }) => options.retainOnDelete).map(({ type }) => type.split(":").at(-1));
    assert.deepEqual([...new Set(kept)].sort(), ["CryptoKey", "KeyRing"]);
    const keys = resources.filter(({ type }) => /:(CryptoKey|KeyRing)$/.test(type));
    assert.equal(kept.length, keys.length);
  });
});
