import assert from "node:assert/strict";
import { importFileFor } from "../../repair/import-file";
import { report } from "../program/stacks";

describe("the import of what exists already", () => {
  it("tells id, parent and provider of each resource", async () => {
    const { resources } = await report("dev");
    const urn = (type: string, name: string) => `urn:pulumi:dev::agno-platform::${type}::${name}`;
    assert.deepEqual(importFileFor(["us-central1-network-vpc", "us-central1-platform-namespace"], resources), {
      nameTable: {
        "us-central1-network": urn("agno:region:Region$agno:network:RegionalNetwork", "us-central1-network"),
        google: urn("pulumi:providers:gcp", "google"),
        "us-central1-platform": urn("agno:region:Region$agno:platform:Platform", "us-central1-platform"),
        "us-central1-kubernetes": urn("agno:region:Region$pulumi:providers:kubernetes", "us-central1-kubernetes"),
      },
      resources: [
        {
          type: "gcp:compute/network:Network",
          name: "us-central1-network-vpc",
          id: "projects/acme-agents-dev/global/networks/agno-vpc-us-central1",
          parent: "us-central1-network",
          provider: "google",
        },
        {
          type: "kubernetes:core/v1:Namespace",
          name: "us-central1-platform-namespace",
          id: "agno-system",
          parent: "us-central1-platform",
          provider: "us-central1-kubernetes",
        },
      ],
    });
  });

  it("names what the stack does not have, with what was probably meant", async () => {
    const { resources } = await report("dev");
    assert.throws(
      () => importFileFor(["us-central1-network-vpk", "us-central1"], resources),
      /^Error: the stack has no such resource: us-central1-network-vpk; did you mean "us-central1-network-vpc"\?.*us-central1/,
    );
  });
});
