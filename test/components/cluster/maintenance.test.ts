import assert from "node:assert/strict";
import fc from "fast-check";
import {
  LEAST_HOURS_IN_32_DAYS,
  WEEKDAYS,
  type Weekday,
  hoursIn32Days,
  recurringWindow,
} from "../../../components/cluster/maintenance";

type Row = readonly [days: readonly Weekday[], start: string, hours: number, from: string, to: string, by: string];

describe("maintenance window", () => {
  // 2026 begins on a Thursday.
  const table: readonly Row[] = [
    [["TH"], "00:00", 4, "2026-01-01T00:00:00Z", "2026-01-01T04:00:00Z", "TH"],
    [["WE"], "12:30", 8, "2026-01-07T12:30:00Z", "2026-01-07T20:30:00Z", "WE"],
    [["SA", "SU"], "02:00", 6, "2026-01-03T02:00:00Z", "2026-01-03T08:00:00Z", "SA,SU"],
    [["SU", "SA"], "02:00", 6, "2026-01-03T02:00:00Z", "2026-01-03T08:00:00Z", "SA,SU"],
    [["MO", "FR"], "01:05", 6, "2026-01-02T01:05:00Z", "2026-01-02T07:05:00Z", "MO,FR"],
    [["MO", "TU", "WE"], "22:00", 4, "2026-01-05T22:00:00Z", "2026-01-06T02:00:00Z", "MO,TU,WE"],
    [["SU"], "23:59", 24, "2026-01-04T23:59:00Z", "2026-01-05T23:59:00Z", "SU"],
    [["TU", "TU"], "03:00", 5, "2026-01-06T03:00:00Z", "2026-01-06T08:00:00Z", "TU"],
  ];
  for (const [days, start, hours, startTime, endTime, by] of table) {
    it(`of ${hours} hours from ${start} on ${days.join(" and ")} is first on ${startTime}`, () => {
      const window = { startTime, endTime, recurrence: `FREQ=WEEKLY;BYDAY=${by}` };
      assert.deepEqual(recurringWindow({ days, start, hours }), window);
    });
  }

  const windows = fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    start: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((time) => time.map((number) => String(number).padStart(2, "0")).join(":")),
    hours: fc.integer({ min: 4, max: 24 }),
  });

  it("begins on a chosen day of 2026's first week, at the chosen time, for the chosen hours", () => {
    fc.assert(
      fc.property(windows, (window) => {
        const { startTime, endTime } = recurringWindow(window);
        const [begin, end] = [new Date(startTime), new Date(endTime)];
        // Counted as JavaScript does, from Sunday.
        assert.ok(window.days.includes((["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const)[begin.getUTCDay()]!));
        assert.ok(startTime >= "2026-01-01" && startTime < "2026-01-08", startTime);
        assert.equal(startTime.slice(11), `${window.start}:00Z`);
        assert.equal(end.getTime() - begin.getTime(), window.hours * 3_600_000);
      }),
    );
  });
});

describe("hours of maintenance in 32 days", () => {
  const table: readonly (readonly [readonly Weekday[], number, number])[] = [
    [["SA", "SU"], 6, 48],
    [["SA"], 6, 24],
    [["SA"], 12, 48],
    [["SA", "SU"], 5, 40],
    [["MO", "TU", "WE"], 4, 48],
    [[...WEEKDAYS], 4, 112],
    [["SU", "SU"], 6, 24],
  ];
  for (const [days, hours, expected] of table) {
    it(`are ${expected} for ${hours} hours on ${days.join(", ")}`, () => {
      assert.equal(hoursIn32Days({ days, hours }), expected);
    });
  }

  it("are 48 at the least for GKE", () => {
    assert.equal(LEAST_HOURS_IN_32_DAYS, 48);
  });

  it("are never promised when some 32 days have less", () => {
    fc.assert(
      fc.property(
        fc.subarray([...WEEKDAYS], { minLength: 1 }),
        fc.integer({ min: 4, max: 24 }),
        fc.integer({ min: 0, max: 6 }),
        (days, hours, first) => {
          const counted = Array.from({ length: 32 }, (_, day) => WEEKDAYS[(first + day) % 7]!);
          const open = counted.filter((day) => days.includes(day)).length * hours;
          return hoursIn32Days({ days, hours }) <= open;
        },
      ),
    );
  });
});
