import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { launch } from '../launch/launch.mjs';
import { LaunchError } from '../launch/say.mjs';
import { ensureDesktopBuild } from './ensure-desktop-build.mjs';

// `npm run desktop:package [-- --x64 --arm64 --dir …]`: packages for this system in out/desktop. Words after `--` are
// electron-builder's own; without an architecture it is this machine's.
const ARCHITECTURES = ['x64', 'arm64'];

await launch(async (run, _build, { root, node }) => {
  const words = process.argv.slice(2);
  const named = ARCHITECTURES.filter((arch) => words.includes(`--${arch}`));
  for (const arch of named.length > 0 ? named : [process.arch]) requirePasswordHash(root, arch);
  const options = [...readUpdateOptions(process.env), ...readSigningOptions(process.env)];
  await ensureDesktopBuild(root, node);
  const args = ['--publish', 'never', ...options, ...words];
  return await run('node_modules/electron-builder/cli.js', args, { cwd: root });
});

// npm installs the compiled password hash for the machine it runs on; sqlite3 brings every machine's.
function requirePasswordHash(root, arch) {
  const suffix = { darwin: '', linux: '-gnu', win32: '-msvc' }[process.platform];
  const name = `@node-rs/argon2-${process.platform}-${arch}${suffix}`;
  if (existsSync(path.join(root, 'node_modules', name))) return;
  const { version } = JSON.parse(
    readFileSync(path.join(root, 'node_modules', '@node-rs', 'argon2', 'package.json'), 'utf8'),
  );
  const install = `npm install --no-save --force --cpu=${arch} ${name}@${version}`;
  throw new LaunchError(
    `A package for ${arch} needs ${name}, which npm has not installed on this machine. Run "${install}" first.`,
    `要打包 ${arch} 版本，还需要 ${name}。请先运行 “${install}”。`,
  );
}

// Where installed apps look for updates. It is baked into the package, so it has to be right, and https.
function readUpdateOptions({ STUDIO_UPDATE_URL: url }) {
  if (url === undefined || url === '') return [];
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return [`-c.publish.url=${url}`];
  throw new LaunchError(
    'STUDIO_UPDATE_URL has to be an https address.',
    'STUDIO_UPDATE_URL 必须是 https 地址。',
  );
}

// Without a certificate a Mac package is signed for nobody, which Apple silicon insists on; such a signature and the
// hardened runtime exclude each other.
function readSigningOptions({ CSC_LINK, CSC_NAME, CSC_KEYCHAIN }) {
  const hasCertificate = [CSC_LINK, CSC_NAME, CSC_KEYCHAIN].some(Boolean);
  if (process.platform !== 'darwin' || hasCertificate) return [];
  return ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false'];
}
