/** Resources as an evaluation gives them, with what a test is about. */
import type { RegisteredResource } from "../../../emulator/monitor";

export const urn = (type: string, name: string) => `urn:pulumi:dev::agno-platform::${type}::${name}`;

export const GOOGLE = urn("pulumi:providers:gcp", "google");

type Given = Partial<Omit<RegisteredResource, "options">> & {
  readonly type: string;
  readonly name: string;
  readonly options?: Partial<RegisteredResource["options"]>;
};

export function resource({ type, name, options = {}, ...rest }: Given): RegisteredResource {
  const isComponent = type.startsWith("agno:");
  const hasProvider = !isComponent && !type.startsWith("pulumi:providers:");
  return {
    ...{ urn: urn(type, name), type, name, parent: "", formerUrns: [], custom: !isComponent, id: name },
    ...{ provider: hasProvider ? `${GOOGLE}::emulated-google` : "" },
    ...{ inputs: {}, outputs: {}, dependencies: [], propertyDependencies: {} },
    options: { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [], ...options },
    ...rest,
  };
}
