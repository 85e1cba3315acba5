/** An engine that was killed cannot say goodbye to what it started; who started this process is its parent until then. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 200);
}
