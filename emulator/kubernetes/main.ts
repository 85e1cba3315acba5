/** The executable that stands in for the kubernetes plugin: the engine starts one for each provider. */
import { serve } from "../plugin/serve";
import { warn } from "./engine-log";
import { KubernetesProvider } from "./provider";

/** Of the plugin that it stands in for. */
const VERSION = "4.34.2";

const engine = process.argv.find((argument) => /^[^-].*:\d+$/.test(argument));
const provider = new KubernetesProvider({
  // eslint-disable-next-line no-restricted-properties -- A kubeconfig that nobody names is the environment's.
  environment: process.env,
  say: async (line) => {
    if (engine === undefined) process.stderr.write(`${line}\n`);
    else await warn(engine, line);
  },
});
void serve(provider, VERSION);
