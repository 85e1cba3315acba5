/**
 * Where each input of a Pulumi resource stands in Google's own description of the API.
 *
 * An input without a line has the same name in the same place: below the place of what contains it. So a line is
 * needed only where Pulumi renames, moves or flattens a field, or adds one of its own.
 */
import type { TypeMapping } from "./field-rules";
import { computeTypes } from "./fields/compute";
import { containerTypes } from "./fields/container";
import { dnsTypes } from "./fields/dns";
import { identityTypes } from "./fields/identity";
import { networkServiceTypes } from "./fields/network-services";
import { pubsubTypes } from "./fields/pubsub";
import { secretManagerTypes } from "./fields/secret-manager";

/** By Pulumi type. A GCP resource whose type is missing here is a finding. */
export const googleFields: Readonly<Record<string, TypeMapping>> = {
  ...identityTypes,
  ...networkServiceTypes,
  ...computeTypes,
  ...containerTypes,
  ...dnsTypes,
  ...pubsubTypes,
  ...secretManagerTypes,
};
