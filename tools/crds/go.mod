module agno-platform/tools/crds

go 1.26.0

require (
	github.com/GoogleCloudPlatform/gke-networking-api v0.2.11
	github.com/cert-manager/cert-manager v1.20.0
	github.com/fluxcd/flagger v1.36.1
	istio.io/api v1.30.3
)
