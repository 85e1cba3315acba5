import type { TypeMapping } from "../field-rules";
import { providerOnly } from "./provider-only";

/** What connects VPCs with each other and with Google's managed services. */
export const networkServiceTypes: Readonly<Record<string, TypeMapping>> = {
  "gcp:networkconnectivity/hub:Hub": {
    document: "networkconnectivity.v1",
    schema: "Hub",
    fields: providerOnly,
  },
  "gcp:networkconnectivity/spoke:Spoke": {
    document: "networkconnectivity.v1",
    schema: "Spoke",
    fields: {
      ...providerOnly,
      location: { none: "part of the request's URL" },
    },
  },
  "gcp:servicenetworking/connection:Connection": {
    document: "servicenetworking.v1",
    schema: "Connection",
    fields: {
      ...providerOnly,
      service: { none: "part of the request's URL; output only in the connection itself" },
      updateOnCreationFail: { none: "the provider's own: whether to change a connection that exists already" },
    },
  },
};
