/** Forms of text and links that several Google services share. */
import { z } from "zod";

/** A Compute Engine name (RFC 1035). */
export const resourceName = z
  .string()
  .regex(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, "1 to 63 small letters, digits and -, beginning with a letter");

export const region = z.string().regex(/^[a-z]+-[a-z]+\d+$/, "a region such as europe-west4");
export const zone = z.string().regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, "a zone such as europe-west4-a");
export const cidr = z.cidrv4();
/** Seconds as Google's JSON has them. */
export const seconds = z.string().regex(/^\d+(\.\d+)?s$/, 'a duration such as "86400s"');

/** The full link by which Compute Engine resources name each other. */
export function computeLink(path: string): string {
  return `https://www.googleapis.com/compute/v1/${path}`;
}

/** An address that documentation may use (RFC 5737), the same each time for the same name. */
export function documentationAddress(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.charCodeAt(0)) % 254;
  return `203.0.113.${sum + 1}`;
}
