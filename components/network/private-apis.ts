/**
 * Where Google's APIs answer inside a region's VPC. By their public addresses they could not be told from the rest of
 * the internet; by these they can, and tenants' network policies allow no others.
 */
import type { Cidr } from "./address-plan";

/** The addresses of private.googleapis.com, which lead nowhere but to Google (VPC, Private Google Access options). */
export const PRIVATE_APIS: Cidr = "199.36.153.8/30";

/** What a VPC is told instead of the public zone of that name. */
export const PRIVATE_ZONE = "googleapis.com.";

export interface PrivateRecord {
  /** What it is called in the plan. */
  readonly name: string;
  readonly dnsName: string;
  readonly type: "A" | "CNAME";
  readonly answers: readonly string[];
}

/** Every API, the regional ones too, by one record: there is no list of services to keep. */
export const PRIVATE_RECORDS: readonly PrivateRecord[] = [
  {
    name: "addresses",
    dnsName: "private.googleapis.com.",
    type: "A",
    answers: ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
  },
  { name: "names", dnsName: "*.googleapis.com.", type: "CNAME", answers: ["private.googleapis.com."] },
];
