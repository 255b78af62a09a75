// Runs "npm ci" here once, also when several builds ask at the same moment: the first takes the lock (a folder, which only one
// can make), the others wait until its stamp is newer than the lock file. A lock that a killed build left behind is taken over.
import { execSync } from "node:child_process";
import { mkdirSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const [lock, stamp] = ["node_modules.lock", "node_modules/.stamp"];
const modified = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const current = () => modified(stamp) >= Math.max(modified("package.json"), modified("package-lock.json"));
const takeLock = () => { try { mkdirSync(lock); return true; } catch (e) { if (e.code !== "EEXIST") throw e; return false; } };

process.chdir(import.meta.dirname);
while (!current()) {
  if (!takeLock()) {
    if (Date.now() - modified(lock) > 120_000) try { rmdirSync(lock); } catch { }
    await setTimeout(200);
    continue;
  }
  try {
    if (!current()) {
      execSync("npm ci --no-audit --no-fund --ignore-scripts --loglevel=error", { stdio: ["ignore", "ignore", "inherit"] });
      writeFileSync(stamp, "");
    }
  } finally {
    rmdirSync(lock);
  }
}
