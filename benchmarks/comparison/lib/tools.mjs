// Builds what is ours, installs what is not, and tells versions. A rival that cannot be had is left out, with the reason.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
export const repository = dirname(dirname(here));
export const scripts = join(here, 'scripts');
const published = join(repository, 'artifacts/comparison/benchmarks');

export const apigw = ['dotnet', join(repository, 'src/ApiGatewayAnalytics.Cli/bin/Release/net10.0/apigw.dll')];
export const benchmarks = ['dotnet', join(published, 'ApiGatewayAnalytics.Benchmarks.dll')];

/** The garbage collector set as the tool sets it for itself. */
export const benchmarkEnvironment = { DOTNET_GCConserveMemory: '7' };

/** The tool as its Release build leaves it, and the benchmarks compiled ahead of time likewise, so that both start alike. */
export function buildOurs(log) {
  log('building');
  const runtime = { x64: 'linux-x64', arm64: 'linux-arm64' }[arch()];
  dotnet('build', 'src/ApiGatewayAnalytics.Cli', '-c', 'Release');
  dotnet('publish', 'benchmarks/ApiGatewayAnalytics.Benchmarks', '-c', 'Release', '-r', runtime, '--self-contained', 'false', '-p:PublishReadyToRun=true', '-o', published);
}

function dotnet(...args) {
  const result = spawnSync('dotnet', [...args, '--nologo', '-v', 'quiet'], { cwd: repository, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`dotnet ${args[0]} failed:\n${result.stdout}${result.stderr}`);
}

/** Which rivals are there, with their versions: { duckdb, goaccess, gawk, jq }, each { version } or { reason }. */
export function installRivals(log) {
  const rivals = { duckdb: duckdb() };
  requirePackages('time', 'gzip');
  for (const [name, pattern] of [['goaccess', /[\d.]*\d/], ['gawk', /[\d.]*\d/], ['jq', /[\d.]+/]]) {
    try {
      requirePackages(name);
      rivals[name] = { version: pattern.exec(execFileSync(name, ['--version'], { encoding: 'utf8' }))[0] };
    } catch (error) {
      rivals[name] = { reason: firstLine(error) };
    }
  }
  for (const [name, { version, reason }] of Object.entries(rivals)) log(version ? `  ${name} ${version}` : `  ${name} is left out: ${reason}`);
  return rivals;
}

function duckdb() {
  const version = join(scripts, 'version.mjs');
  const ask = () => spawnSync('node', [version], { encoding: 'utf8' });
  let asked = ask();
  if (asked.status !== 0) {
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, encoding: 'utf8' });
    if (installed.status !== 0) return { reason: `npm ci: ${firstLine(installed.stderr || installed.error?.message || '')}` };
    asked = ask();
  }
  return asked.status === 0 ? { version: asked.stdout.trim() } : { reason: firstLine(asked.stderr) };
}

let updated = false;

function requirePackages(...names) {
  const missing = names.filter(name => !['/usr/bin', '/bin', '/usr/local/bin'].some(folder => existsSync(join(folder, name))));
  if (missing.length === 0) return;
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args];
    execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  if (!updated) apt('update', '-qq');
  updated = true;
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

const firstLine = error => String(error.stderr || error.message || error).trim().split('\n')[0];
