// What stands beside figures so that they mean something: the machine and the versions of what ran on it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';

const interesting = ['avx2', 'avx512f', 'avx512bw', 'avx512_vbmi2', 'asimd', 'sve'];

export function machine(room) {
  const flags = new Set((/^(?:flags|Features)\s*:(.*)$/m.exec(text('/proc/cpuinfo'))?.[1] ?? '').split(/\s+/));
  const [avx2, avx512] = ['avx2', 'avx512f'].map(flag => flags.has(flag));
  return {
    processor: cpus()[0].model.trim(),
    cores: cpus().length,
    architecture: arch(),
    flags: interesting.filter(flag => flags.has(flag)),
    vectors: avx512 ? 'AVX2 and AVX-512' : avx2 ? 'AVX2, no AVX-512' : 'no AVX2',
    memory: totalmem(),
    kernel: release(),
    system: /^PRETTY_NAME="(.*)"$/m.exec(text('/etc/os-release'))?.[1] ?? process.platform,
    dotnet: execFileSync('dotnet', ['--list-runtimes'], { encoding: 'utf8' }).match(/Microsoft\.NETCore\.App (10\.\S+)/)?.[1] ?? 'unknown',
    sdk: execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim(),
    node: process.versions.node,
    room: room.memory ? 'memory' : 'a disk',
    date: new Date().toISOString().slice(0, 10),
  };
}

function text(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
