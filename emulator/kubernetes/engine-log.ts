/** Says something to the person at the engine, as the real plugin does: what a plugin writes to stderr is not shown. */
import * as grpc from "@grpc/grpc-js";

/**
 * A warning that belongs to no resource.
 *
 * @param engine Where the engine listens: the first argument that it gives a plugin.
 */
export async function warn(engine: string, message: string): Promise<void> {
  // Loaded for the few who need it: every plugin start would pay for it.
  const [{ EngineClient }, { LogRequest, LogSeverity }] = await Promise.all([
    import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
    import("@pulumi/pulumi/proto/engine_pb.js"),
  ]);
  const client = new EngineClient(engine, grpc.credentials.createInsecure());
  await new Promise<void>((resolve) => {
    const request = new LogRequest().setSeverity(LogSeverity.WARNING).setMessage(message);
    client.log(request, () => {
      // An engine that does not listen has nobody to tell.
      resolve();
    });
  });
  client.close();
}
