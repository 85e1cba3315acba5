/**
 * How an agent ends: when it is told to, new requests go elsewhere, what is under way is finished, and all that within
 * the time that a Spot node leaves.
 *
 * The figures of Agno 3.1.10 are measured: its socket closes at once when it is told to end, requests that are cut leave
 * nothing behind, and runs in the background take up to 35 s more, with its durable queue another 30 s.
 */

/** Seconds between being taken out of the Service and being told to end: until every gateway has heard of it. */
export const PRE_STOP = 5;

/** Seconds that requests and streams under way have to finish (uvicorn's --timeout-graceful-shutdown). */
export const FINISH = 35;

/** Seconds that runs in the background have after that. */
const BACKGROUND = 35;
const DURABLE_QUEUE = 30;

/** Seconds until Kubernetes ends it by force: no more than a Spot node leaves its pods. */
export const GRACE = PRE_STOP + FINISH + BACKGROUND + DURABLE_QUEUE;
