import { type Mutation, set } from "../mutate";

export const DATA: Readonly<Record<string, readonly Mutation[]>> = {
  "etcd-has-its-own-key": [
    set("cluster", "databaseEncryption.state", "DECRYPTED", "DECRYPTED"),
    set("cluster", "databaseEncryption.keyName", undefined, "not set"),
    set("cluster", "databaseEncryption", undefined, "not set"),
  ],
  "stores-have-their-own-key": [
    set("bucket", "encryption", undefined, "not set"),
    set("database", "encryptionKeyName", undefined, "not set"),
    set("backup", "backupConfig.encryptionKey", undefined, "not set"),
  ],
  "keys-are-renewed": [
    set("key", "rotationPeriod", undefined, "not set"),
    set("key", "rotationPeriod", "31536000s", "31536000s"),
  ],
  "buckets-are-closed": [
    set("bucket", "uniformBucketLevelAccess", undefined, "not set"),
    set("bucket", "publicAccessPrevention", "inherited", "inherited"),
  ],
  "databases-are-private": [
    set("database", "settings.ipConfiguration.ipv4Enabled", true, "true"),
    set("database", "settings.ipConfiguration.sslMode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED", "ALLOW_UNENCRYPTED"),
    set("database", "settings.ipConfiguration.authorizedNetworks", [{ value: "0.0.0.0/0" }], "1 networks"),
  ],
  "backups-are-within-rpo": [
    set("backup", "backupSchedule.cronSchedule", "0 2 * * *", "0 2 * * *"),
    set("backup", "backupSchedule", { rpoConfig: { targetRpoMinutes: 120 } }, "120"),
    set("backup", "backupSchedule", undefined, "not set"),
    set("backup", "backupSchedule.paused", true, "true"),
    set("backup", "deactivated", true, "true"),
    set("database", "settings.backupConfiguration", undefined, "not set"),
  ],
  "tenants-data-is-placed": [
    set("topic", "messageStoragePolicy", undefined, "not set"),
    set("topic", "messageStoragePolicy.allowedPersistenceRegions", [], "not set"),
    set("secret", "replication", { auto: {} }, "not set"),
  ],
  "tenants-stay-in-their-regions": [
    set("topic", "messageStoragePolicy.allowedPersistenceRegions", ["europe-west4", "us-central1"], "us-central1"),
    set("secret", "replication.userManaged.replicas.0.location", "us-central1", "us-central1"),
    set("bucket", "location", "EU", "EU"),
    set("database", "region", "us-central1", "us-central1"),
  ],
};
