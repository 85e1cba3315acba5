import * as grpc from "@grpc/grpc-js";

/** Lets a server listen on a free loopback port, for whoever can reach this machine's own addresses only. */
export function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
