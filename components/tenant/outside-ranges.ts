/** Which addresses are not the outside, although a range of all addresses would hold them. */
import type { Cidr } from "../network/address-plan";
import { PRIVATE_APIS } from "../network/private-apis";

/** IANA's IPv4 special-purpose registry and the multicast addresses: private, of this host or link, for examples. */
export const INSIDE: readonly Cidr[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // With the metadata servers of every cloud, which hand out the node's identity.
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  // Google's APIs without the internet, inside a service perimeter and not: they have rules of their own where wanted.
  "199.36.153.4/30",
  PRIVATE_APIS,
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
