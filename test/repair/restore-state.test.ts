import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { restoreState } from "../../repair/restore-state";

const state = (text: string) => JSON.stringify({ version: 3, checkpoint: { text } });

describe("the state that was cut off", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "agno-state-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (path: string, text: string, age = 0) => {
    const file = join(folder, ".pulumi", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, 1_000_000 - age, 1_000_000 - age);
    return file;
  };
  const backup = (name: string) => `backups/agno-platform/dev/dev.${name}.json`;

  it("is replaced by the newest backup that is whole, and kept beside it", () => {
    const file = write("stacks/agno-platform/dev.json", state("now").slice(0, -3));
    write(backup("1"), state("newest").slice(0, -3), 1);
    write(backup("2"), state("older"), 2);
    write(backup("3"), state("oldest"), 3);
    write(`${backup("2")}.attrs`, "{}");
    assert.match(restoreState(folder, "dev"), /dev\.2\.json; the damaged one is .*dev\.json\.damaged$/);
    assert.equal(readFileSync(file, "utf8"), state("older"));
    assert.equal(readFileSync(`${file}.damaged`, "utf8"), state("now").slice(0, -3));
  });

  it("is left alone where it is whole", () => {
    const file = write("stacks/agno-platform/dev.json", state("now"));
    write(backup("1"), state("other"), 1);
    assert.match(restoreState(folder, "dev"), /is whole; nothing was done$/);
    assert.equal(readFileSync(file, "utf8"), state("now"));
    assert.ok(!existsSync(`${file}.damaged`));
  });

  for (const half of ["", '{"user.cache'])
    it(`is mended where the note beside it is ${JSON.stringify(half)}`, () => {
      const file = write("stacks/agno-platform/dev.json", state("now"));
      write("stacks/agno-platform/dev.json.attrs", half);
      assert.match(restoreState(folder, "dev"), /dev\.json\.attrs was cut off; it is removed/);
      assert.equal(readFileSync(file, "utf8"), state("now"));
      assert.ok(!existsSync(`${file}.attrs`));
      assert.match(restoreState(folder, "dev"), /is whole; nothing was done$/);
    });

  it("stays where no backup is whole", () => {
    const file = write("stacks/agno-platform/dev.json", "");
    write(backup("1"), "{}", 1);
    assert.throws(() => restoreState(folder, "dev"), /none of the 1 backups in .* is whole$/);
    assert.ok(existsSync(file));
  });

  it("must be there", () => {
    assert.throws(() => restoreState(folder, "dev"), /does not exist; FOLDER is what stands after file:\/\//);
  });
});
