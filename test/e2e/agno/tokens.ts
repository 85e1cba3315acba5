/** Tokens of an issuer that the tests make up. */
import { type KeyObject, generateKeyPairSync, sign } from "node:crypto";

export interface Issuer {
  /** In PEM. */
  readonly publicKey: string;
  /** @param audience "{tenant}/{agent}" */
  token(audience: string, claims?: { readonly sub?: string; readonly scopes?: readonly string[] }): string;
}

/** What somebody may do who talks to agents and plans their work. */
const SCOPES = [
  ...["agents:read", "agents:run", "sessions:read"],
  ...["schedules:read", "schedules:write", "schedules:delete"],
];

export function openIssuer(): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    token: (audience, { sub = "ada", scopes = SCOPES } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      return signed({ sub, aud: audience, scopes, iat: now, exp: now + 3600 }, privateKey);
    },
  };
}

function signed(claims: object, key: KeyObject): string {
  const text = [{ alg: "RS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}
