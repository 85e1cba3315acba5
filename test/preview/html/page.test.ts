import assert from "node:assert/strict";
import { toHtml } from "../../../preview/html/page";
import { connectionInWords } from "../../../preview/html/topology";
import { sitesOf } from "../../../preview/html/sites";
import { placesOf } from "../../../preview/html/changes";
import { difference } from "../../../preview/html/figures";
import { levelsBar, shareBar } from "../../../preview/html/bars";
import type { Report } from "../../../preview/report";
import { report } from "../../program/stacks";
import { CHANGES, placed } from "./literal-changes";

/** What a reader reads, without markup and on one line. */
function textOf(page: string): string {
  const body = page.slice(page.indexOf("<body>"));
  return body
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
}

/** The text of one section. */
function sectionOf(page: string, id: string): string {
  const [, inside = ""] = new RegExp(`<section id="${id}"(.*?)</section>`, "s").exec(page) ?? [];
  return textOf(`<body>${inside}`);
}

describe("the page of a preview", () => {
  let prod: Report;
  let page: string;
  before(async () => {
    prod = { ...(await report("prod")), changes: CHANGES };
    page = toHtml(prod);
  });

  it("is the same bytes for the same report, and takes nothing from anywhere", () => {
    assert.equal(toHtml(prod), page);
    assert.match(
      page,
      /http-equiv="Content-Security-Policy"\s+content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;/,
    );
    assert.doesNotMatch(page, /<script|<link(?! rel="icon" href="data:,")|@import|url\(|https?:\/\//);
  });

  it("has its sections in order, each named in the contents", () => {
    const ids = [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, ["changes", "regions", "addresses", "pools", "cost", "isolation", "policies", "resources"]);
    assert.deepEqual(
      [...page.matchAll(/<li><a href="#(\w+)"/g)].map(([, id]) => id),
      ids,
    );
  });

  it("says at its head what it shows and whether it may be built", () => {
    const head = textOf(page.slice(0, page.indexOf("<nav")).replace(/^.*<body>/s, "<body>"));
    assert.match(head, /prod everything · Google project acme-agents-prod · 3 regions · 2 tenants · 3 agents/);
    assert.match(head, /Compared with HEAD~1 , commit 3cd48b7f0a6e/);
    assert.match(head, /Fine No mandatory policy is broken and every proof holds/);
    assert.match(head, /Made anew 2 .*Data lost 2 .*Changes \+3 ~3 −2/);
    assert.match(head, /A month, expected \$26,763\.21 −\$540\.12/);
  });

  it("says at its head what is wrong", () => {
    const violation = {
      ...{ policy: "some-rule", enforcementLevel: "mandatory" as const, urn: "urn", resource: "the resource" },
      ...{ what: "the.path", value: "the value", limit: "the limit", mend: "the remedy", message: "" },
    };
    const quota = { ...prod.proofs.quota, violations: ["us-central1: too much"] };
    const wrong = toHtml({ ...prod, policy: [violation], proofs: { ...prod.proofs, quota } });
    assert.match(textOf(wrong), /Not fine 1 finding of mandatory policies, and 1 proof that does not hold/);
    const section = sectionOf(wrong, "policies");
    assert.match(section, /Does not hold us-central1: too much/);
    assert.match(section, /Broken some-rule mandatory, 1 resource/);
    assert.match(section, /the resource the\.path the value the limit the remedy/);
  });

  it("names what is replaced and what is lost in words, before everything else", () => {
    const section = sectionOf(page, "changes");
    const [key, topic, pool] = ["global-keys-us-central1-key", "billing-google-queue", "us-central1-cluster-cpu"].map(
      (name) => section.indexOf(name),
    );
    assert.ok(key! < topic! && topic! < pool!, "losses come first");
    assert.match(
      section,
      /replaced us-central1-cluster-cpu .*made anew, because nodeConfig\.machineType cannot be changed in place/,
    );
    assert.match(section, /data is lost: messages that nobody has taken yet/);
    assert.match(section, /us-central1 · tenant initech 0 1 0 1 1 lost/);
    assert.match(
      section,
      /nodeConfig\.machineType cannot be changed in place ?: "n1-standard-4" becomes "n2-standard-8"/,
    );
    assert.match(section, /spec\.scopes ?: nothing becomes \["NotTerminating"\]/);
    assert.match(section, /renamed from us-central1-initech-quota/);
  });

  it("shows the first resources of each place where there are too many", () => {
    const added = Array.from({ length: 1200 }, (_, index) =>
      placed("a:b:C", `r-${index}`, "us-central1", `t-${index % 2}`),
    );
    const many = { ...prod, changes: { ...CHANGES, added, changed: [], removed: [] } };
    assert.match(sectionOf(toHtml(many), "changes"), /… and 595 more, which the JSON has/);
  });

  it("has no changes where nothing was compared, and says so where nothing changes", async () => {
    assert.doesNotMatch(toHtml(await report("dev")), /What changes/);
    const nothing = { ...CHANGES, added: [], changed: [], removed: [] };
    assert.match(sectionOf(toHtml({ ...prod, changes: nothing }), "changes"), /Nothing: both revisions build the same/);
  });

  it("shows pools with their Spot share, and quotas beside what pools hold", () => {
    const section = sectionOf(page, "pools");
    assert.match(section, /agno-agents-cpu-spot n1-standard-4 Spot, 70 % of the pool 0 21 70/);
    assert.match(section, /all tenants 50 of 755\.7 100Gi of 3604Gi/);
    assert.match(section, /initech 40 80Gi .* 78 limits\.cpu 80 of 80 156 of 234 replicas, at least 60 %/);
  });

  it("shows the plan of addresses", () => {
    const section = sectionOf(page, "addresses");
    assert.match(section, /0 us-c1 us-central1 1 eu-w4 europe-west4 2 as-se1 asia-southeast1 3 free/);
    assert.match(section, /europe-west4 slot 1 10\.16\.0\.0\/12 nodes 10\.16\.0\.0\/20/);
    assert.match(page, /class="r3"\s+style="left:25%;width:25%"/);
  });

  it("shows that tenants do not reach each other, and it where they do", () => {
    const section = sectionOf(page, "isolation");
    assert.match(section, /europe-west4 2 tenants, 2 pairs: 0 flows between them/);
    assert.match(section, /globex – 0 initech 0 –/);
    assert.match(section, /from gateway: TCP 8000 initech, globex/);
    const regions = prod.proofs.isolation.regions.map((region) => ({
      ...region,
      crossing: [
        {
          from: "agno-tenant-globex",
          to: "agno-tenant-initech",
          ports: [{ protocol: "TCP" as const, from: 443, to: 443 }],
        },
      ],
    }));
    const isolation = { ...prod.proofs.isolation, regions };
    const open = sectionOf(toHtml({ ...prod, proofs: { ...prod.proofs, isolation } }), "isolation");
    assert.match(open, /Reaches another tenant globex reaches initech on TCP 443/);
    assert.match(open, /globex – 1 flow initech 0 –/);
  });

  it("counts every resource in the tree", () => {
    const section = sectionOf(page, "resources");
    assert.match(section, /641 resources below \d+ components/);
    assert.match(section, /compute\.Firewall allow-egress-https, allow-egress-region, allow-health-checks/);
  });

  it("shows clusters of a kubeconfig without what is Google's", async () => {
    const local = toHtml(await report("local"));
    assert.doesNotMatch(local, /id="addresses"/);
    assert.match(sectionOf(local, "regions"), /kubeconfig, its current context/);
    assert.match(sectionOf(local, "cost"), /Unknown: clusters are not Google's/);
  });

  it("shows a part of an environment", async () => {
    assert.match(sectionOf(toHtml(await report("prod", "global")), "regions"), /This stack holds no region/);
    const one = sectionOf(toHtml(await report("prod", "europe-west4")), "regions");
    assert.match(one, /1 VPC joined to hub agno-hub: what reaches what, its own stack says/);
    assert.doesNotMatch(one, /us-central1/);
  });
});

describe("the regions of a plan", () => {
  it("are read from its resources", async () => {
    const { hub, sites } = sitesOf(await report("prod"));
    assert.deepEqual(hub, { name: "agno-hub", topology: "MESH" });
    assert.deepEqual(
      sites.map(({ region }) => region),
      ["us-central1", "europe-west4", "asia-southeast1"],
    );
    const { pools, ...site } = sites[1]!;
    assert.deepEqual(
      { ...site, sources: undefined },
      {
        ...{ region: "europe-west4", context: "", letsIn: [], sources: undefined, cluster: "agno-agents-europe-west4" },
        vpc: { name: "agno-vpc-europe-west4", ranges: ["10.16.0.0/20", "10.20.0.0/14", "10.17.0.0/20"] },
        spoke: { name: "agno-spoke-europe-west4", hub: "agno-hub" },
        nat: { name: "agno-nat-europe-west4", addresses: ["agno-egress-europe-west4-1"] },
        zone: {
          ...{ name: "agno-google-apis-europe-west4", dnsName: "googleapis.com." },
          answers: ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
        },
        gateway: {
          name: "agno-agents-gateway",
          hosts: ["agents.acme.example", "*.agents.acme.example"],
          ports: [443, 80],
        },
      },
    );
    assert.deepEqual(
      pools.find(({ name }) => name === "agno-agents-gpu-spot"),
      {
        ...{ name: "agno-agents-gpu-spot", machine: "n1-standard-4 + 1 T4", min: 0, max: 5, isSpot: true },
      },
    );
  });

  it("say whose addresses their firewalls let in", async () => {
    const { environment, resources } = await report("prod");
    const opened = resources.map((resource) =>
      resource.name === "us-central1-network-allow-health-checks"
        ? { ...resource, inputs: { ...resource.inputs, sourceRanges: ["10.16.0.0/12"] } }
        : resource,
    );
    const all = sitesOf({ environment, resources: opened });
    assert.deepEqual(
      all.sites.map(({ letsIn }) => letsIn),
      [["europe-west4"], [], []],
    );
    assert.match(connectionInWords(all), /By its firewall, us-central1 lets in europe-west4\./);
    assert.match(
      connectionInWords(sitesOf({ environment, resources })),
      /lets in none of the other regions' addresses/,
    );
  });
});

describe("figures of the page", () => {
  it("are counted by place", () => {
    assert.deepEqual(
      placesOf(CHANGES).map(({ entries, ...place }) => [Object.values(place), entries.length]),
      [
        [["", "", 0, 1, 1, 0, 1], 1],
        [["asia-southeast1", "", 0, 0, 0, 1, 0], 1],
        [["europe-west4", "globex", 3, 0, 0, 0, 0], 3],
        [["us-central1", "", 0, 1, 1, 0, 0], 1],
        [["us-central1", "initech", 0, 1, 0, 1, 1], 2],
      ],
    );
  });

  for (const [cents, text] of [
    [123_456, "+$1,234.56"],
    [-1_200, "−$12.00"],
    [0, "±$0.00"],
  ] as const) {
    it(`have a sign where they differ: ${text}`, () => {
      assert.equal(difference(cents), text);
    });
  }

  it("are as long as their share", () => {
    assert.deepEqual(
      [...levelsBar([0, 25, 50], 200).text.matchAll(/class="(\w+)"\s+style="width:([\d.]+)%"/g)].map(
        ([, ...part]) => part,
      ),
      [
        ["ceiling", "25"],
        ["expected", "12.5"],
      ],
    );
    assert.match(shareBar(1, 3).text, /"bar"[^]*width:33\.33%/);
    assert.match(shareBar(4, 3).text, /"bar over"[^]*width:100%/);
    assert.match(shareBar(4, 0).text, /"bar over"[^]*width:100%/);
    assert.match(shareBar(0, 0).text, /"bar"[^]*width:0%/);
  });
});
