import assert from "node:assert/strict";
import { X509Certificate, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { createAuthority, createKeys } from "../../../sandbox/cluster/certificates";

describe("certificates of a cluster's own", () => {
  it("name a server by all its names and addresses, vouched for by their authority", async () => {
    const authority = await createAuthority("local");
    const { certificate, key } = await authority.issue({ name: "server", hosts: ["127.0.0.1", "localhost"] });
    const issued = new X509Certificate(certificate);
    const issuer = new X509Certificate(authority.certificate);
    assert.ok(issuer.ca && !issued.ca);
    assert.ok(issued.checkIssued(issuer) && issued.verify(issuer.publicKey));
    assert.ok(issued.checkPrivateKey(createPrivateKey(key)));
    assert.equal(issued.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(issued.checkHost("localhost"), "localhost");
    assert.equal(issued.checkHost("example.com"), undefined);
    // Server authentication, and no other.
    assert.deepEqual(issued.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
  });

  it("name a client by user and group", async () => {
    const authority = await createAuthority("local");
    const issued = new X509Certificate((await authority.issue({ name: "admin", group: "system:masters" })).certificate);
    assert.equal(issued.subject, "CN=admin\nO=system:masters");
    assert.deepEqual(issued.keyUsage, ["1.3.6.1.5.5.7.3.2"]);
    assert.equal(issued.subjectAltName, undefined);
  });

  it("are vouched for by no authority of the same name", async () => {
    const [one, two] = await Promise.all([createAuthority("local"), createAuthority("local")]);
    const issued = new X509Certificate((await one.issue({ name: "admin" })).certificate);
    assert.ok(!issued.verify(new X509Certificate(two.certificate).publicKey));
  });

  it("hold for a year, and since an hour", async () => {
    const { validFrom, validTo } = new X509Certificate((await createAuthority("local")).certificate);
    const hours = (text: string) => Math.round((Date.parse(text) - Date.now()) / 3_600_000);
    assert.equal(hours(validFrom), -1);
    assert.equal(hours(validTo), 365 * 24);
  });

  it("come with keys for tokens that belong together", async () => {
    const { publicKey, key } = await createKeys();
    const text = Buffer.from("token");
    assert.ok(verify("sha256", text, createPublicKey(publicKey), sign("sha256", text, createPrivateKey(key))));
  });
});
