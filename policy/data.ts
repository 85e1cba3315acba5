/** Rules about data: with whose key, in which place, who may read it, and whether it comes back. */
import { z } from "zod";
import { grouped } from "../proofs/grouped";
import type { Cluster } from "./cluster";
import { NAMESPACE, type KubeObject, tenantOf } from "./kubernetes";
import { type Finding, type Judged, type View, resourceRule, stackRule } from "./rule";
import { CLUSTER } from "./subject";
import { isOff, isOn, numberOf } from "./values";
import { shown } from "./watched";

const BUCKET = "gcp:storage/bucket:Bucket";
const DATABASE = "gcp:sql/databaseInstance:DatabaseInstance";
const SECRET = "gcp:secretmanager/secret:Secret";
const TOPIC = "gcp:pubsub/topic:Topic";
const BACKUP_PLAN = "gcp:gkebackup/backupPlan:BackupPlan";

export const etcdHasItsOwnKey = resourceRule<Cluster>({
  name: "etcd-has-its-own-key",
  why: "Secrets in a cluster's database would be readable to whoever has its disk.",
  mend: "set databaseEncryption to ENCRYPTED with a key of the region (components/global/cluster-keys.ts)",
  level: "mandatory",
  kinds: [CLUSTER],
  late: ["databaseEncryption.keyName"],
  *check({ props }) {
    const { state } = props.databaseEncryption ?? {};
    if (state !== "ENCRYPTED") yield { what: "databaseEncryption.state", value: shown(state), limit: "ENCRYPTED" };
    const keyName = props.databaseEncryption?.keyName;
    if (keyName === undefined || keyName === "")
      yield { what: "databaseEncryption.keyName", value: shown(keyName), limit: "a key of the company's own" };
  },
});

/** Where each kind of data names its key. The project's own keys are for clusters; others are judged where they exist. */
interface Keyed {
  readonly encryption?: { readonly defaultKmsKeyName?: string };
  readonly encryptionKeyName?: string;
  readonly backupConfig?: { readonly encryptionKey?: { readonly gcpKmsEncryptionKey?: string } };
}

const KEYS: Readonly<Record<string, readonly [string, (props: Keyed) => string | undefined]>> = {
  [BUCKET]: ["encryption.defaultKmsKeyName", ({ encryption }) => encryption?.defaultKmsKeyName],
  [DATABASE]: ["encryptionKeyName", ({ encryptionKeyName }) => encryptionKeyName],
  [BACKUP_PLAN]: [
    "backupConfig.encryptionKey.gcpKmsEncryptionKey",
    ({ backupConfig }) => backupConfig?.encryptionKey?.gcpKmsEncryptionKey,
  ],
};

export const storesHaveTheirOwnKey = resourceRule<Keyed>({
  name: "stores-have-their-own-key",
  why: "Only with a key of one's own can data be made unreadable, and only then is each reading on record.",
  mend: "name a key of the same region",
  level: "mandatory",
  kinds: Object.keys(KEYS),
  late: Object.values(KEYS).map(([path]) => path),
  *check({ kind, props }) {
    const [what = "", keyOf] = KEYS[kind] ?? [];
    const key = keyOf?.(props);
    if (key === undefined || key === "") yield { what, value: shown(key), limit: "a key of the company's own" };
  },
});

interface Key {
  readonly rotationPeriod?: string;
  readonly purpose?: string;
}

const rotation = z.strictObject({
  days: z
    .number()
    .int()
    .min(1)
    .default(90)
    .describe("Days until a key is renewed at the latest; 90 is Google's advice."),
});

export const keysAreRenewed = resourceRule<Key, z.infer<typeof rotation>>({
  name: "keys-are-renewed",
  why: "The longer a key is used, the more can be read with it once it is out.",
  mend: "set rotationPeriod",
  level: "mandatory",
  figures: rotation,
  kinds: ["gcp:kms/cryptoKey:CryptoKey"],
  *check({ props }, { days }) {
    const { purpose = "ENCRYPT_DECRYPT", rotationPeriod } = props;
    if (purpose !== "ENCRYPT_DECRYPT") return;
    const seconds = rotationPeriod === undefined ? Infinity : numberOf(rotationPeriod.replace(/s$/, ""));
    if (seconds <= days * 86_400) return;
    yield { what: "rotationPeriod", value: shown(rotationPeriod), limit: `${days * 86_400}s (${days} days) at most` };
  },
});

interface Bucket {
  readonly uniformBucketLevelAccess?: unknown;
  readonly publicAccessPrevention?: string;
}

export const bucketsAreClosed = resourceRule<Bucket>({
  name: "buckets-are-closed",
  why: "One wrong right on one object would show it to everybody.",
  mend: "set uniformBucketLevelAccess to true and publicAccessPrevention to enforced",
  level: "mandatory",
  kinds: [BUCKET],
  *check({ props }) {
    const { uniformBucketLevelAccess: uniform, publicAccessPrevention: prevention } = props;
    if (!isOn(uniform)) yield { what: "uniformBucketLevelAccess", value: shown(uniform), limit: "true" };
    if (prevention !== "enforced")
      yield { what: "publicAccessPrevention", value: shown(prevention), limit: "enforced" };
  },
});

interface Database {
  readonly settings?: {
    readonly ipConfiguration?: {
      readonly ipv4Enabled?: unknown;
      readonly privateNetwork?: string;
      readonly sslMode?: string;
      readonly authorizedNetworks?: readonly { readonly value?: string }[];
    };
    readonly backupConfiguration?: { readonly enabled?: unknown; readonly pointInTimeRecoveryEnabled?: unknown };
  };
}

export const databasesArePrivate = resourceRule<Database>({
  name: "databases-are-private",
  why: "A database with a public address is one password away from everybody.",
  mend: "switch ipv4Enabled off, name the privateNetwork, and ask for encrypted connections",
  level: "mandatory",
  kinds: [DATABASE],
  *check({ props }) {
    const { ipv4Enabled, sslMode, authorizedNetworks = [] } = props.settings?.ipConfiguration ?? {};
    const at = "settings.ipConfiguration";
    if (!isOff(ipv4Enabled)) yield { what: `${at}.ipv4Enabled`, value: shown(ipv4Enabled), limit: "false" };
    if (!["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"].includes(sslMode ?? ""))
      yield { what: `${at}.sslMode`, value: shown(sslMode), limit: "ENCRYPTED_ONLY" };
    if (authorizedNetworks.length > 0)
      yield { what: `${at}.authorizedNetworks`, value: `${authorizedNetworks.length} networks`, limit: "none" };
  },
});

const recovery = z.strictObject({
  minutes: z
    .number()
    .int()
    .min(1)
    .default(60)
    .describe("Minutes of work that may be lost (RPO); the reference backs up critical data every hour."),
});

interface BackupPlan {
  readonly backupSchedule?: {
    readonly cronSchedule?: string;
    readonly paused?: unknown;
    readonly rpoConfig?: { readonly targetRpoMinutes?: unknown };
  };
  readonly deactivated?: unknown;
}

export const backupsAreWithinRpo = resourceRule<BackupPlan & Database, z.infer<typeof recovery>>({
  name: "backups-are-within-rpo",
  why: "What was written since the last backup is gone with the region.",
  mend: "back up at least as often, and keep a database's log for recovery to any point in time",
  level: "mandatory",
  figures: recovery,
  kinds: [BACKUP_PLAN, DATABASE],
  *check({ kind, props }, { minutes }) {
    const limit = `${minutes} minutes at most`;
    if (kind === DATABASE) {
      const { enabled, pointInTimeRecoveryEnabled } = props.settings?.backupConfiguration ?? {};
      for (const [what, value] of Object.entries({ enabled, pointInTimeRecoveryEnabled }))
        if (!isOn(value)) yield { what: `settings.backupConfiguration.${what}`, value: shown(value), limit: "true" };
      return;
    }
    const { cronSchedule, paused, rpoConfig } = props.backupSchedule ?? {};
    if (isOn(props.deactivated)) yield { what: "deactivated", value: "true", limit: "false" };
    if (isOn(paused)) yield { what: "backupSchedule.paused", value: "true", limit: "false" };
    const target = rpoConfig?.targetRpoMinutes;
    const gap = target === undefined ? gapOf(cronSchedule) : numberOf(target);
    if (gap > minutes) yield { what: "backupSchedule", value: shown(target ?? cronSchedule), limit };
  },
});

/** The longest time between two runs of a schedule in minutes; a day where it is not hourly or finer. */
function gapOf(cron = ""): number {
  const [minute = "", hour = "", ...rest] = cron.split(/\s+/);
  if (hour !== "*" || rest.length !== 3 || rest.some((field) => field !== "*")) return cron === "" ? Infinity : 1440;
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  return step === undefined ? 60 : Number(step);
}

interface Located {
  readonly labels?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly region?: string;
  readonly messageStoragePolicy?: { readonly allowedPersistenceRegions?: readonly string[] };
  readonly replication?: {
    readonly auto?: unknown;
    readonly userManaged?: { readonly replicas?: readonly { readonly location?: string }[] };
  };
}

/** Where a tenant's data is held; undefined where Google chooses. */
function placesOf({ kind, props }: Judged<Located>): readonly (string | undefined)[] | undefined {
  switch (kind) {
    case TOPIC:
      return props.messageStoragePolicy?.allowedPersistenceRegions;
    case SECRET:
      return props.replication?.userManaged?.replicas?.map(({ location }) => location);
    case DATABASE:
      return props.region === undefined ? undefined : [props.region];
    default:
      return props.location === undefined ? undefined : [props.location];
  }
}

const TENANTS_DATA = [TOPIC, SECRET, BUCKET, DATABASE];

export const tenantsDataIsPlaced = resourceRule<Located>({
  name: "tenants-data-is-placed",
  why: "Where nothing is said, Google keeps data wherever it likes: in other countries as well.",
  mend: "name the region: messageStoragePolicy of a topic, userManaged replication of a secret",
  level: "mandatory",
  kinds: [TOPIC, SECRET],
  *check(data) {
    if (data.props.labels?.tenant === undefined || (placesOf(data) ?? []).length > 0) return;
    const what =
      data.kind === TOPIC ? "messageStoragePolicy.allowedPersistenceRegions" : "replication.userManaged.replicas";
    yield { what, value: "not set", limit: "the tenant's region" };
  },
});

const residency = z.strictObject({
  regions: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe("Regions in which each tenant may be, by tenant; others may be where they have a namespace."),
});

export const tenantsStayInTheirRegions = stackRule<z.infer<typeof residency>>({
  name: "tenants-stay-in-their-regions",
  why: "A tenant who was promised a region has data nowhere else.",
  mend: "keep it where the tenant has a namespace, or change the tenant's residency",
  level: "mandatory",
  figures: residency,
  *checkStack(view, { regions }) {
    const homes = homesOf(view);
    for (const [tenant, namespaces] of homes) {
      const allowed = regions[tenant];
      for (const { namespace, region } of namespaces)
        if (allowed !== undefined && region !== "" && !allowed.includes(region))
          yield { of: namespace, what: `the namespace of ${tenant}`, value: region, limit: allowed.join(", ") };
    }
    for (const kind of TENANTS_DATA) for (const data of view.ofKind<Located>(kind)) yield* abroad(data, homes, regions);
  },
});

interface Home {
  readonly namespace: Judged<KubeObject>;
  /** Empty for a cluster of a kubeconfig that names none. */
  readonly region: string;
}

/** The regions in which each tenant has a namespace: a cluster is where the provider that reaches it says. */
function homesOf(view: View): ReadonlyMap<string, readonly Home[]> {
  const namespaces = view.ofKind<KubeObject>(NAMESPACE).map((namespace) => ({
    tenant: tenantOf(namespace),
    namespace,
    region: /(?:^|::)([a-z]+-[a-z]+\d+)-kubernetes$/.exec(namespace.provider)?.[1] ?? "",
  }));
  return grouped(
    namespaces.filter(({ tenant }) => tenant !== undefined),
    ({ tenant }) => tenant ?? "",
  );
}

function* abroad(
  data: Judged<Located>,
  homes: ReadonlyMap<string, readonly Home[]>,
  regions: Readonly<Record<string, readonly string[]>>,
): Generator<Finding> {
  const tenant = data.props.labels?.tenant;
  if (tenant === undefined) return;
  const home = (homes.get(tenant) ?? []).map(({ region }) => region);
  const allowed = regions[tenant] ?? home;
  if (allowed.length === 0 || allowed.includes("")) return;
  for (const place of placesOf(data) ?? []) {
    if (place === undefined || allowed.includes(place.toLowerCase())) continue;
    yield { of: data, what: `where data of ${tenant} is kept`, value: place, limit: allowed.join(", ") };
  }
}

export const DATA_RULES = [
  etcdHasItsOwnKey,
  storesHaveTheirOwnKey,
  keysAreRenewed,
  bucketsAreClosed,
  databasesArePrivate,
  backupsAreWithinRpo,
  tenantsDataIsPlaced,
  tenantsStayInTheirRegions,
];
