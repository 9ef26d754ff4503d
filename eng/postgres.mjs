// A PostgreSQL 15 with pgvector for tests and benches, without root and without a trace in the system: Debian's packages are unpacked
// into a cache folder, pgvector is built from Debian's source package, and each server gets a folder of its own that goes with it.
//
//   node eng/postgres.mjs install           unpacks and builds what is missing, and says where
//   node eng/postgres.mjs serve [--fast]    starts a server, writes its address, and stops it when the standard input ends.
//                                           Lines on the input: kill (as a crash does), start. --fast: nothing survives a power cut.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const version = 15;
const sources = 'trixie'; // the release whose source package holds pgvector 0.8
const [command, ...flags] = process.argv.slice(2);
const self = readFileSync(new URL(import.meta.url));
const cache = join(tmpdir(), `faceml-postgres-${createHash('sha256').update(self).digest('hex').slice(0, 12)}`);
const root = join(cache, 'root');
const bin = join(root, 'usr/lib/postgresql', `${version}`, 'bin');
const stamp = join(cache, 'installed');
const staleAfter = 15 * 60 * 1000; // a lock whose owner died is taken over after this many milliseconds
const nobody = 65534; // PostgreSQL refuses to run as root
const server = process.getuid() === 0 ? { uid: nobody, gid: nobody } : {};

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.status !== 0) {
    const said = `${done.error?.message ?? ''}${done.stderr ?? ''}${done.stdout ?? ''}`.trim().split('\n').slice(-8).join('\n');
    throw new Error(`${program} ${args[0]} … ended with ${done.status}:\n${said}`);
  }
  return done.stdout;
}

// Debian's mirror as this machine names it, so that proxies and private mirrors are used.
function mirror() {
  const files = ['/etc/apt/sources.list', ...list('/etc/apt/sources.list.d').map(name => join('/etc/apt/sources.list.d', name))];
  const texts = files.filter(name => /\.(list|sources)$/.test(name) && existsSync(name)).map(name => readFileSync(name, 'utf8'));
  const found = texts.map(text => text.match(/^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(\S+\/debian)\/?(?:\s|$)/m)?.[1]).find(uri => uri);
  if (!found) throw new Error('there is no Debian mirror in /etc/apt: name a server by FACEML_POSTGRES instead.');
  return found;
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

// The libraries that the server needs and this machine lacks; just-in-time compilation (LLVM) is not used.
function missingLibraries(apt) {
  const names = run('apt-cache', [...apt, 'depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks',
    '--no-replaces', '--no-enhances', `postgresql-${version}`]).split('\n')
    .filter(line => /^lib/.test(line) && !/^libllvm|perl/.test(line));
  const installed = new Set(run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']).split('\n')
    .filter(line => line.endsWith(' installed')).map(line => line.split(' ')[0]));
  return [...new Set(names.map(name => name.split(':')[0]))].filter(name => !installed.has(name));
}

function install() {
  rmSync(root, { recursive: true, force: true });
  const work = join(cache, 'work');
  rmSync(work, { recursive: true, force: true });
  for (const folder of ['lists/partial', 'archives/partial', 'debs']) mkdirSync(join(work, folder), { recursive: true });
  const codename = readFileSync('/etc/os-release', 'utf8').match(/^VERSION_CODENAME=(.*)$/m)?.[1];
  writeFileSync(join(work, 'sources.list'), `deb ${mirror()} ${codename} main\ndeb-src ${mirror()} ${sources} main\n`);
  const apt = Object.entries({
    'Dir::Etc::sourcelist': join(work, 'sources.list'), 'Dir::Etc::sourceparts': '-', 'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': work, 'Debug::NoLocking': '1', 'APT::Sandbox::User': '',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', [...apt, 'update']);
  const packages = [`postgresql-${version}`, `postgresql-client-${version}`, `postgresql-server-dev-${version}`, ...missingLibraries(apt)];
  run('apt-get', [...apt, 'download', ...packages], { cwd: join(work, 'debs') });
  for (const file of list(join(work, 'debs'))) run('dpkg', ['-x', join(work, 'debs', file), root]);
  run('apt-get', [...apt, 'source', '--download-only', 'pgvector'], { cwd: work });
  run('sh', ['-c', 'mkdir pgvector && tar -xf pgvector_*.orig.tar.* -C pgvector --strip-components=1'], { cwd: work });
  const make = ['with_llvm=no', 'OPTFLAGS=', `PG_CONFIG=${join(bin, 'pg_config')}`];
  run('make', [...make, '-j2'], { cwd: join(work, 'pgvector'), env: environment() });
  run('make', [...make, 'install'], { cwd: join(work, 'pgvector'), env: environment() });
  rmSync(work, { recursive: true, force: true });
}

function environment() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const libraries = join(root, 'usr/lib', `${machine}-linux-gnu`);
  return { ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: `${libraries}:${process.env.LD_LIBRARY_PATH ?? ''}` };
}

function installOnce() {
  const lock = `${cache}.lock`;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      try {
        if (Date.now() - statSync(lock).mtimeMs > staleAfter) rmSync(lock, { recursive: true, force: true });
      } catch { /* its owner has just finished */ }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    if (!existsSync(stamp)) {
      install();
      writeFileSync(stamp, '');
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function serve() {
  const home = mkdtempSync(join(tmpdir(), 'faceml-pg-'));
  const data = join(home, 'data'), secret = join(home, 'password'), log = join(home, 'log');
  const password = randomBytes(12).toString('hex');
  writeFileSync(secret, password, { mode: 0o600 });
  if (server.uid) for (const path of [home, secret]) chownSync(path, nobody, nobody);
  const options = { ...server, env: environment(), cwd: home };
  run(join(bin, 'initdb'),
    ['-D', data, '-U', 'faceml', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8'], options);
  const port = await freePort();
  const settings = [`-p ${port}`, '-c listen_addresses=127.0.0.1', `-c unix_socket_directories=${home}`, '-c jit=off',
    '-c max_connections=200', '-c shared_buffers=256MB', '-c maintenance_work_mem=256MB', '-c lc_messages=C.UTF-8',
    ...flags.includes('--fast') ? ['-c fsync=off', '-c full_page_writes=off'] : []].join(' ');
  // The server's own output goes to its log: a pipe would be held open for as long as it runs.
  const quiet = { ...options, stdio: ['ignore', 'ignore', 'inherit'] };
  const control = (...args) => run(join(bin, 'pg_ctl'), ['-D', data, '-l', log, '-w', ...args], quiet);
  const start = () => control('start', '-o', settings);
  const stop = () => { try { control('stop', '-m', 'immediate'); } catch { /* it is stopped already */ } };
  try {
    start();
    console.log(`postgres://faceml:${password}@127.0.0.1:${port}/postgres ${data}`);
    for await (const line of createInterface({ input: process.stdin })) {
      if (line === 'kill') stop();
      else if (line === 'start') start();
      else throw new Error(`kill and start are known, "${line}" is not.`);
      console.log(line);
    }
  } finally {
    stop();
    rmSync(home, { recursive: true, force: true });
  }
}

try {
  if (process.platform !== 'linux') throw new Error('a server is made on Debian only. Name one by FACEML_POSTGRES instead.');
  if (command !== 'install' && command !== 'serve') throw new Error('install or serve must be said.');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.stdin.destroy());
  installOnce();
  if (command === 'install') console.log(bin);
  else await serve();
} catch (error) {
  console.error(`postgres: ${error.message}`);
  process.exitCode = 1;
}
