/**
 * The floor: the same number of RegisterResource calls over gRPC with the SDK's own client and messages, and nothing
 * else, so many at a time. The server, a process of its own, answers at once. Prints { resources, time }.
 */
import { fork } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { ResourceMonitorClient, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rangesOf } from "../components/network/address-plan";
import { listen } from "../emulator/plugin/listen";

/** What a middling resource sends: a subnetwork. */
const INPUTS = {
  name: "agno-nodes-europe-west4",
  region: "europe-west4",
  network: "projects/acme/global/networks/agno-vpc-europe-west4",
  ipCidrRange: rangesOf(1).nodes,
  secondaryIpRanges: [
    { rangeName: "pods", ipCidrRange: rangesOf(1).pods },
    { rangeName: "services", ipCidrRange: rangesOf(1).services },
  ],
  privateIpGoogleAccess: true,
  logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" },
};

async function serve(): Promise<void> {
  const server = new grpc.Server();
  const registerResource: grpc.handleUnaryCall<proto.RegisterResourceRequest, proto.RegisterResourceResponse> = (
    { request },
    callback,
  ) => {
    const response = new proto.RegisterResourceResponse();
    response.setUrn(`urn:pulumi:bench::bench::${request.getType()}::${request.getName()}`);
    response.setId(request.getName());
    response.setObject(request.getObject());
    callback(null, response);
  };
  server.addService(ResourceMonitorService, { registerResource });
  process.once("disconnect", () => process.exit());
  process.send?.(await listen(server));
}

function register(client: ResourceMonitorClient, index: number): Promise<unknown> {
  const request = new proto.RegisterResourceRequest();
  request.setType("gcp:compute/subnetwork:Subnetwork");
  request.setName(`subnetwork-${index}`);
  request.setCustom(true);
  request.setObject(Struct.fromJavaScript(INPUTS));
  return new Promise((resolve, reject) => {
    client.registerResource(request, (error, response) => {
      if (error) reject(error);
      else resolve(response.getObject()?.toJavaScript());
    });
  });
}

async function main(size: number, parallel: number): Promise<void> {
  const server = fork(__filename, ["serve"], { execArgv: ["--require", "./loader.cjs"] });
  const port = await new Promise<number>((resolve) => server.once("message", resolve));
  const client = new ResourceMonitorClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < size) await register(client, next++);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  console.log(JSON.stringify({ resources: size, time: performance.now() - began }));
  client.close();
  server.disconnect();
}

if (process.argv[2] === "serve") void serve();
else void main(Number(process.argv[2]), Number(process.argv[3]));
