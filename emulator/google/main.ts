/** `pulumi-resource-gcp URL`: the plugin that the real engine starts where the emulated Google is at URL. */
import { version } from "@pulumi/gcp/package.json";
import { serve } from "../plugin/serve";
import { GoogleProvider } from "./provider";

void serve(new GoogleProvider(process.argv[2] ?? ""), version);
