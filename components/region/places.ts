/**
 * Where Google's regions are, to reckon which one is near: the cities of Google's list of locations, to a degree. Google
 * decides by a map of its own; where two are about as far, it may choose the other.
 */
import type { GoogleRegion } from "./google-regions";

/** Degrees of latitude and longitude. */
type Place = readonly [north: number, east: number];

const PLACES: Readonly<Record<GoogleRegion, Place>> = {
  "africa-south1": [-26, 28],
  "asia-east1": [24, 121],
  "asia-east2": [22, 114],
  "asia-northeast1": [36, 140],
  "asia-northeast2": [35, 136],
  "asia-northeast3": [38, 127],
  "asia-south1": [19, 73],
  "asia-south2": [29, 77],
  "asia-southeast1": [1, 104],
  "asia-southeast2": [-6, 107],
  "australia-southeast1": [-34, 151],
  "australia-southeast2": [-38, 145],
  "europe-central2": [52, 21],
  "europe-north1": [61, 27],
  "europe-north2": [59, 18],
  "europe-southwest1": [40, -4],
  "europe-west1": [50, 4],
  "europe-west2": [52, 0],
  "europe-west3": [50, 9],
  "europe-west4": [53, 7],
  "europe-west6": [47, 9],
  "europe-west8": [45, 9],
  "europe-west9": [49, 2],
  "europe-west10": [53, 13],
  "europe-west12": [45, 8],
  "me-central1": [25, 52],
  "me-central2": [26, 50],
  "me-west1": [32, 35],
  "northamerica-northeast1": [46, -74],
  "northamerica-northeast2": [44, -79],
  "northamerica-south1": [21, -100],
  "southamerica-east1": [-24, -47],
  "southamerica-west1": [-33, -71],
  "us-central1": [41, -96],
  "us-east1": [33, -80],
  "us-east4": [39, -77],
  "us-east5": [40, -83],
  "us-south1": [33, -97],
  "us-west1": [46, -121],
  "us-west2": [34, -118],
  "us-west3": [41, -112],
  "us-west4": [36, -115],
};

const EARTH_RADIUS = 6371;

/** The way along the earth's surface, in kilometres; one degree of a place is up to 111 of them. */
export function distanceBetween(from: GoogleRegion, to: GoogleRegion): number {
  const [[north, east], [otherNorth, otherEast]] = [radians(PLACES[from]), radians(PLACES[to])];
  const haversine =
    Math.sin((otherNorth - north) / 2) ** 2 +
    Math.cos(north) * Math.cos(otherNorth) * Math.sin((otherEast - east) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(haversine));
}

function radians([north, east]: Place): Place {
  return [(north * Math.PI) / 180, (east * Math.PI) / 180];
}
