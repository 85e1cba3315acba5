/** A program of any size: the platform's own components, once for each of many projects. */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { Foundation } from "../components/global/foundation";
import { Region } from "../components/region/region";
import { GOOGLE_REGIONS, type GoogleRegion, zonesOffering } from "../components/region/google-regions";
import { DEFAULT_MAINTENANCE, DEFAULT_POOLS } from "../config/defaults";

/** Sixteen regions with N1 machines: as many as one environment can have. */
const REGIONS = GOOGLE_REGIONS.filter((region) => zonesOffering(region, "n1").length > 0).slice(0, 16);

/** Makes about this many resources. */
export function manyEnvironments(resources: number): () => void {
  return () => {
    let made = 0;
    for (let index = 0; made < resources; index++)
      made += new SampleEnvironment(`sample-${index}`, resources - made).size;
  };
}

class SampleEnvironment extends pulumi.ComponentResource {
  readonly size: number;

  constructor(name: string, most: number) {
    super("agno:bench:SampleEnvironment", name);
    const project = `acme-${name}`;
    const providers = [new gcp.Provider(`${name}-google`, { project }, { parent: this })];
    const regions = REGIONS.slice(0, Math.max(1, Math.min(REGIONS.length, Math.floor(most / RESOURCES_PER_REGION))));
    const shared = new Foundation(`${name}-global`, { regions, deletionProtection: true }, { parent: this, providers });
    for (const [slot, region] of regions.entries())
      this.addRegion(`${name}-${region}`, { slot, region, project, shared, providers });
    this.size = regions.length * RESOURCES_PER_REGION;
    this.registerOutputs({ size: this.size });
  }

  private addRegion(
    name: string,
    args: { slot: number; region: GoogleRegion; project: string; shared: Foundation; providers: gcp.Provider[] },
  ): void {
    const { slot, region, project, shared, providers } = args;
    new Region(
      name,
      {
        ...{ slot, region, project, shared, podsPerNode: 110 },
        ...{
          pools: DEFAULT_POOLS,
          maintenance: DEFAULT_MAINTENANCE,
          releaseChannel: "REGULAR",
          deletionProtection: true,
          domain: "",
          tenants: [],
        },
      },
      { parent: this, providers },
    );
  }
}

/** What a region adds, its key included. */
const RESOURCES_PER_REGION = 33;
