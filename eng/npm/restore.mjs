// Installs package-lock.json into node_modules, once, also when several builds start at the same moment:
// the first takes the lock (a directory, which is created atomically), the others wait and find the stamp.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lock = join(here, '.restore-lock');
const stamp = join(here, 'node_modules', '.faceml-restored');
const wanted = ['package.json', 'package-lock.json']
  .reduce((hash, file) => hash.update(readFileSync(join(here, file))), createHash('sha256')).digest('hex');
const staleAfter = 15 * 60 * 1000; // a lock whose owner died is taken over after this many milliseconds
const sleep = ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function fail(message) {
  console.error(`restore: error FACEML002: ${message}`);
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node.js 20 or newer is needed, this is ${process.version}.`);

for (;;) {
  try {
    mkdirSync(lock);
    break;
  } catch (error) {
    if (error.code !== 'EEXIST') fail(`cannot write to ${here}: ${error.message}`);
    try {
      if (Date.now() - statSync(lock).mtimeMs > staleAfter) rmSync(lock, { recursive: true, force: true });
    } catch { /* its owner has just finished */ }
    sleep(250);
  }
}

try {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    const now = new Date();
    utimesSync(stamp, now, now); // a newer checkout of the same lock file: nothing to do
  } else {
    const npm = spawnSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error',
      { cwd: here, shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
    if (npm.status !== 0) throw new Error(`npm ci ended with ${npm.status ?? npm.error?.message}. The registry that npm is set to must be reachable for this first restore.`);
    writeFileSync(stamp, wanted);
  }
} catch (error) {
  process.exitCode = 1;
  console.error(`restore: error FACEML002: ${error.message}`);
} finally {
  rmSync(lock, { recursive: true, force: true });
}
