/**
 * When Google may upgrade a cluster: a weekly window, and the times in which it must not.
 */

/** Days in the spelling of calendar rules (RFC 5545), Monday first. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What an exclusion keeps away, in Google's words. */
export const EXCLUSION_SCOPES = ["NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"] as const;

export interface MaintenanceExclusion {
  /** First moment, RFC 3339 in UTC, for example "2026-11-26T00:00:00Z". */
  readonly from: string;
  /** First moment after it. */
  readonly to: string;
  readonly scope: (typeof EXCLUSION_SCOPES)[number];
}

export interface MaintenanceSettings {
  readonly days: readonly Weekday[];
  /** Time of day in UTC, "HH:MM". */
  readonly start: string;
  /** Length in whole hours, 4–24. */
  readonly hours: number;
  readonly exclusions: Readonly<Record<string, MaintenanceExclusion>>;
}

/** GKE refuses a window that leaves it less time than this to keep a cluster safe. */
export const LEAST_HOURS_IN_32_DAYS = 48;

/** GKE takes no more exclusions in a cluster, of all scopes together. */
export const MOST_EXCLUSIONS = 20;

/** GKE takes no more exclusions of scope NO_UPGRADES in a cluster (maintenance windows and exclusions, limitations). */
export const MOST_NO_UPGRADES = 3;

/** How many hours of maintenance any 32 days have at the least: each weekday comes four times in them, some five. */
export function hoursIn32Days(window: Pick<MaintenanceSettings, "days" | "hours">): number {
  return new Set(window.days).size * window.hours * 4;
}

/** A recurring window as the Kubernetes Engine API takes it. */
export interface RecurringWindow {
  readonly startTime: string;
  readonly endTime: string;
  readonly recurrence: string;
}

/** The first day from which windows are counted: a Thursday before any cluster of ours was made. */
const EPOCH = Date.UTC(2026, 0, 1);
const HOUR = 60 * 60 * 1000;

/** The window as a first occurrence (the first chosen weekday of 2026) and the rule by which it recurs. */
export function recurringWindow(window: Pick<MaintenanceSettings, "days" | "start" | "hours">): RecurringWindow {
  const days = WEEKDAYS.filter((day) => window.days.includes(day));
  const [hour, minute] = window.start.split(":").map(Number) as [number, number];
  const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => EPOCH + offset * 24 * HOUR);
  const firstDay = week.find((day) => days.some((weekday) => WEEKDAYS.indexOf(weekday) === weekdayOf(day))) ?? EPOCH;
  const start = firstDay + hour * HOUR + minute * 60 * 1000;
  return {
    startTime: toRfc3339(start),
    endTime: toRfc3339(start + window.hours * HOUR),
    recurrence: `FREQ=WEEKLY;BYDAY=${days.join(",")}`,
  };
}

/** 0 for Monday to 6 for Sunday. */
function weekdayOf(day: number): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

function toRfc3339(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}
