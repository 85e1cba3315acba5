import type { Guard } from "./guard";
import { isInjected, podGuard } from "./pods";

/** An image that is named by a tag is another one tomorrow, and no review has seen that. */
export const images: Guard = podGuard({
  name: "agno-images",
  rules: [
    {
      holds: `variables.containers.all(c, c.image.matches("@sha256:[0-9a-f]{64}$") || ${isInjected("c")})`,
      message: "every image must be named with its digest, such as registry/name@sha256:…",
    },
  ],
});
