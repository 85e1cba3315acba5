import assert from "node:assert/strict";
import {
  apiServerFlags,
  controllerManagerFlags,
  etcdFlags,
  kwokFlags,
  schedulerFlags,
} from "../../../sandbox/cluster/parts";

const PLANE = { directory: "/d", port: 20001, stages: "/s.yaml" };

describe("the parts of a control plane", () => {
  const parts = {
    etcd: etcdFlags(PLANE),
    "kube-apiserver": apiServerFlags(PLANE),
    "kube-controller-manager": controllerManagerFlags(PLANE),
    "kube-scheduler": schedulerFlags(PLANE),
    kwok: kwokFlags(PLANE),
  };

  for (const [name, flags] of Object.entries(parts)) {
    it(`${name} says whose it is: so that what is left behind can be found`, () => {
      assert.ok(flags.some((flag) => flag.includes("=/d/")));
    });

    it(`${name} listens on loopback, in the cluster's folder or nowhere`, () => {
      const listening = {
        etcd: ["--listen-client-urls=unix://localhost:2379", "--listen-peer-urls=unix://localhost:2380"],
        "kube-apiserver": ["--bind-address=127.0.0.1", "--secure-port=20001"],
        "kube-controller-manager": ["--secure-port=0"],
        "kube-scheduler": ["--secure-port=0"],
        kwok: [],
      }[name];
      assert.deepEqual(
        flags.filter((flag) => /^--(listen|bind|secure-port|server-address)/.test(flag)),
        listening,
      );
    });
  }

  it("ask pods through who answers in their place", () => {
    assert.ok(parts["kube-apiserver"].includes("--egress-selector-config-file=/d/egress.yaml"));
  });

  it("let other servers stand behind the API, reached through their service's name", () => {
    assert.ok(parts["kube-apiserver"].includes("--requestheader-allowed-names=front-proxy-client"));
    assert.ok(!parts["kube-apiserver"].some((flag) => flag.startsWith("--enable-aggregator-routing")));
  });
});
