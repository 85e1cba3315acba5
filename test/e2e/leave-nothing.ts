/** What every run of the end-to-end tests is checked for at its end: that nothing of it is left. */
import { leftBehind, ownBelongings } from "../../sandbox/cluster/run-folder";
import { until } from "../../sandbox/cluster/until";

export const mochaHooks = {
  async afterAll() {
    // Files run side by side, and one of them kills on purpose: its remains are its own for a moment.
    await until({ what: "nothing of this run is left" }, () => {
      const left = [...ownBelongings(), ...leftBehind()];
      if (left.length > 0) throw new Error(JSON.stringify(left));
      return Promise.resolve(true);
    });
  },
};
