/** Cloud DNS: what it takes and refuses of zones and records, and what it answers. */
import { z } from "zod";
import { type ResourceModel, model, numberFor } from "../model";
import { region, resourceName } from "./common";

/** A name from the root, which its last point stands for; the first label of a record may be a star. */
const dnsName = z
  .string()
  .max(254)
  .regex(/^(\*\.)?([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\.)+$/, "a DNS name that ends with a point");

const managedZone = model({
  type: "gcp:dns/managedZone:ManagedZone",
  inputs: z
    .strictObject({
      name: resourceName,
      description: z.string().min(1).max(1024),
      dnsName: dnsName.refine((name) => !name.startsWith("*"), "no zone is of a wildcard"),
      visibility: z.enum(["public", "private"]),
      privateVisibilityConfig: z
        .strictObject({
          networks: z
            .array(
              z.strictObject({
                networkUrl: z.string().regex(/(^|\/)projects\/[^/]+\/global\/networks\/[^/]+$/, "a VPC by its path"),
              }),
            )
            .min(1),
        })
        .optional(),
      dnssecConfig: z.strictObject({ state: z.enum(["on", "off", "transfer"]) }).optional(),
    })
    .refine(
      ({ visibility, privateVisibilityConfig }) =>
        (visibility === "private") === (privateVisibilityConfig !== undefined),
      { error: "privateVisibilityConfig belongs to private zones and to nothing else" },
    )
    .refine(({ visibility, dnssecConfig }) => visibility === "public" || dnssecConfig === undefined, {
      error: "dnssecConfig belongs to public zones",
    }),
  immutable: ["name", "dnsName", "visibility"],
  answer: ({ name }, { project }) => {
    const id = `projects/${project}/managedZones/${name}`;
    const nameServers = ["a1", "a2", "a3", "a4"].map((server) => `ns-cloud-${server}.googledomains.com.`);
    return { id, outputs: { project, managedZoneId: numberFor(id), nameServers } };
  },
});

const target = z.strictObject({ externalEndpoints: z.array(z.ipv4()).min(1) });
const geo = z.strictObject({ location: region, healthCheckedTargets: target });
const geos = z
  .array(geo)
  .min(1)
  .refine((items) => new Set(items.map(({ location }) => location)).size === items.length, {
    error: "a location stands once",
  });

/** Of each kind, as far as addresses outside of Google's load balancers go, which need a health check. */
const routingPolicy = z
  .strictObject({
    healthCheck: z.string().regex(/(^|\/)projects\/[^/]+\/global\/healthChecks\/[^/]+$/, "a health check by its path"),
    wrrs: z
      .array(z.strictObject({ weight: z.number().min(0), healthCheckedTargets: target }))
      .min(1)
      .optional(),
    geos: geos.optional(),
    primaryBackup: z.strictObject({ primary: target, backupGeos: geos }).optional(),
  })
  .refine((policy) => [policy.wrrs, policy.geos, policy.primaryBackup].filter(Boolean).length === 1, {
    error: "one of wrrs, geos and primaryBackup",
  });

const recordSet = model({
  type: "gcp:dns/recordSet:RecordSet",
  inputs: z
    .strictObject({
      managedZone: resourceName,
      name: dnsName,
      type: z.enum(["A", "CNAME"]),
      ttl: z.int().min(0).max(2_147_483_647),
      rrdatas: z.array(z.string()).min(1).optional(),
      routingPolicy: routingPolicy.optional(),
    })
    .refine(({ rrdatas, routingPolicy: policy }) => (rrdatas === undefined) !== (policy === undefined), {
      error: "either rrdatas or routingPolicy",
    })
    .refine(({ type, rrdatas = [] }) => type !== "A" || rrdatas.every((data) => z.ipv4().safeParse(data).success), {
      error: "an A record holds IPv4 addresses",
    })
    .refine(
      ({ type, rrdatas = [] }) => type !== "CNAME" || (rrdatas.length === 1 && dnsName.safeParse(rrdatas[0]).success),
      { error: "a CNAME record holds one DNS name that ends with a point" },
    )
    .refine(({ rrdatas = [] }) => new Set(rrdatas).size === rrdatas.length, { error: "rrdatas: one stands twice" }),
  immutable: ["managedZone", "name", "type"],
  answer: ({ managedZone, name, type }, { project }) => ({
    id: `projects/${project}/managedZones/${managedZone}/rrsets/${name}/${type}`,
    outputs: { project },
  }),
});

export const DNS: readonly ResourceModel[] = [managedZone, recordSet];
