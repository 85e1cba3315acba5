/** Who may do what, and the labels of bills: the same in every service of Google's. */
import { z } from "zod";

export const role = z
  .string()
  .regex(
    /^roles\/[a-z]+\.[A-Za-z]+$/,
    "a predefined role such as roles/artifactregistry.reader, never owner or editor",
  );

export const member = z
  .string()
  .regex(/^(serviceAccount|group|user|principal|principalSet):\S+$/, "a member such as group:…");

export const labels = z.record(
  z.string().regex(/^[a-z][-_a-z0-9]{0,62}$/, "a label's name: up to 63 small letters, digits, - and _"),
  z.string().regex(/^[-_a-z0-9]{0,63}$/, "a label's value: up to 63 small letters, digits, - and _"),
);
