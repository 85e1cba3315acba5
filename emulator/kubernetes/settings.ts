/** What a program says about the provider itself. */
import type { Properties } from "../model";
import type { Choice } from "./kubeconfig";
import type { Limits } from "./pace";
import type { Mutable } from "./replacing";

export interface Settings {
  readonly choice: Choice;
  readonly limits: Limits;
  readonly mutable: Mutable;
  /** A create takes over what exists. */
  readonly upsert: boolean;
  /** Every apply takes over the fields of others. */
  readonly force: boolean;
  /** What was in a cluster that is gone is gone. */
  readonly deleteUnreachable: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the real plugin that this one does not follow. */
const REFUSED = ["renderYamlToDirectory", "alwaysRender", "helmReleaseSettings", "skipUpdateUnreachable"];
/** Settings without an effect here: there are no warnings to suppress, and identity counts when settings are compared. */
const WITHOUT_EFFECT = ["clusterIdentifier", "suppressDeprecationWarnings", "suppressHelmHookWarnings", "version"];
const FOLLOWED = [
  "kubeconfig",
  "context",
  "cluster",
  "namespace",
  "enableServerSideApply",
  "enablePatchForce",
  "enableConfigMapMutable",
  "enableSecretMutable",
  "upsertExistingObjects",
  "deleteUnreachable",
  "kubeClientSettings",
];

/** Throws for what is not followed. */
export function settingsOf(said: Properties, environment: Environment): Settings {
  for (const [key, value] of Object.entries(said)) {
    if (FOLLOWED.includes(key) || WITHOUT_EFFECT.includes(key) || key.startsWith("__")) continue;
    if (REFUSED.includes(key) && ["", "false", false].includes(value as string | boolean)) continue;
    throw new Error(`the stand-in for the kubernetes plugin does not follow the provider's setting "${key}"`);
  }
  // A program's true arrives as text.
  const on = (key: string, variable: string, otherwise = "false") =>
    ["true", true].includes((said[key] ?? environment[`PULUMI_K8S_${variable}`] ?? otherwise) as string | boolean);
  if (!on("enableServerSideApply", "ENABLE_SERVER_SIDE_APPLY", "true")) {
    throw new Error("the stand-in for the kubernetes plugin applies on the server's side only");
  }
  return {
    choice: choiceOf(said),
    limits: limitsOf(said.kubeClientSettings, environment),
    mutable: {
      configMaps: on("enableConfigMapMutable", "ENABLE_CONFIGMAP_MUTABLE"),
      secrets: on("enableSecretMutable", "ENABLE_SECRET_MUTABLE"),
    },
    upsert: on("upsertExistingObjects", "UPSERT_EXISTING_OBJECTS"),
    force: on("enablePatchForce", "ENABLE_PATCH_FORCE"),
    deleteUnreachable: on("deleteUnreachable", "DELETE_UNREACHABLE"),
  };
}

/** The part of the settings that says which cluster. */
export function choiceOf(said: Properties): Choice {
  const text = (key: string) => {
    const value = said[key];
    if (value === undefined || value === null || value === "") return undefined;
    // A program may give the kubeconfig as an object.
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return {
    kubeconfig: text("kubeconfig"),
    context: text("context"),
    cluster: text("cluster"),
    namespace: text("namespace"),
  };
}

function limitsOf(said: unknown, environment: Environment): Limits {
  const stated = (typeof said === "string" ? JSON.parse(said) : (said ?? {})) as Properties;
  const number = (key: string) => {
    const value = stated[key] ?? environment[`PULUMI_K8S_CLIENT_${key.toUpperCase()}`];
    return value === undefined || value === "" ? undefined : Number(value);
  };
  const timeout = number("timeout");
  return {
    qps: number("qps") ?? 50,
    burst: number("burst") ?? 120,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
  };
}
