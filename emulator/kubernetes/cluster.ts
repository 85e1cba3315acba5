/** One cluster's objects, by kind, namespace and name. */
import type { Properties } from "../model";
import type { Connection, Request } from "./connection";
import { isNotFound, NoSuchKind } from "./errors";
import { apiVersionOf, type Kind, textOf } from "./kind";
import { isMap, listAt } from "./object";

/** Where a kind's objects are. */
interface Place {
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface ObjectName {
  readonly kind: Kind;
  /** Undefined for what has none. */
  readonly namespace: string | undefined;
  readonly name: string;
}

export class Cluster {
  readonly #connection: Connection;
  readonly #places: Map<string, Promise<Place | undefined>>;
  readonly #isWatch: boolean;

  constructor(connection: Connection, watched?: Cluster) {
    this.#connection = connection;
    this.#places = watched === undefined ? new Map<string, Promise<Place | undefined>>() : watched.#places;
    this.#isWatch = watched !== undefined;
  }

  /** The same, for those who look at it again and again. */
  watched(): Cluster {
    return new Cluster(this.#connection, this);
  }

  /** Throws where the server cannot be reached or does not let us in. */
  async greet(): Promise<void> {
    await this.#connection.request({ method: "GET", path: "/version" });
    await this.#connection.request({ method: "GET", path: "/api/v1" });
  }

  close(): void {
    this.#connection.close();
  }

  async knows(kind: Kind): Promise<boolean> {
    return (await this.#placeOf(kind)) !== undefined;
  }

  /** Undefined where the server does not know the kind. */
  async isNamespaced(kind: Kind): Promise<boolean | undefined> {
    return (await this.#placeOf(kind))?.namespaced;
  }

  async get(object: ObjectName): Promise<Properties> {
    return this.#connection.request({ method: "GET", path: await this.#pathOf(object), isWatch: this.#isWatch });
  }

  /** Undefined where there is none. */
  async find(object: ObjectName): Promise<Properties | undefined> {
    try {
      return await this.get(object);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async list(kind: Kind, namespace: string | undefined, labelSelector?: string): Promise<readonly Properties[]> {
    const path = await this.#pathOf({ kind, namespace, name: undefined });
    const query = { labelSelector };
    const found = await this.#connection.request({ method: "GET", path, query, isWatch: this.#isWatch });
    return listAt(found, "items").filter(isMap);
  }

  async post(
    kind: Kind,
    namespace: string | undefined,
    body: Properties,
    query: Request["query"],
  ): Promise<Properties> {
    const path = await this.#pathOf({ kind, namespace, name: undefined });
    return this.#connection.request({ method: "POST", path, body, query: query ?? {} });
  }

  /** Any change of one object. */
  async change(
    object: ObjectName,
    change: Pick<Request, "body" | "query" | "contentType"> & { readonly method: "PUT" | "PATCH" | "DELETE" },
  ): Promise<Properties> {
    return this.#connection.request({ ...change, path: await this.#pathOf(object) });
  }

  async #pathOf({ kind, namespace, name }: Omit<ObjectName, "name"> & { readonly name: string | undefined }) {
    const place = await this.#placeOf(kind);
    if (place === undefined) throw new NoSuchKind(`the API server knows no ${textOf(kind)}`);
    const within = place.namespaced ? ["namespaces", namespace ?? "default"] : [];
    const parts = [...within, place.plural, ...(name === undefined ? [] : [name])];
    return [rootOf(kind), ...parts.map(encodeURIComponent)].join("/");
  }

  #placeOf(kind: Kind): Promise<Place | undefined> {
    const key = textOf(kind);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const asked = this.#askPlace(kind);
    this.#places.set(key, asked);
    // What is not there may come with the next definition.
    const forget = () => this.#places.delete(key);
    asked.then((place) => place ?? forget(), forget);
    return asked;
  }

  async #askPlace(kind: Kind): Promise<Place | undefined> {
    try {
      const group = await this.#connection.request({ method: "GET", path: rootOf(kind) });
      const found = listAt(group, "resources").find(
        // "deployments/scale" and its like are parts of a kind.
        (entry) => isMap(entry) && entry.kind === kind.kind && !String(entry.name).includes("/"),
      );
      if (!isMap(found)) return undefined;
      return { plural: String(found.name), namespaced: found.namespaced === true };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

function rootOf(kind: Kind): string {
  return kind.group === "" ? `/api/${kind.version}` : `/apis/${apiVersionOf(kind)}`;
}
