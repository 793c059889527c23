import process from 'node:process';
import { launch } from '../launch/launch.mjs';
import { LaunchError } from '../launch/say.mjs';
import { ensureDesktopBuild } from './ensure-desktop-build.mjs';
import { ensurePasswordHash } from './ensure-password-hash.mjs';

// `npm run desktop:package [-- --x64 --arm64 --dir …]`: packages for this system in out/desktop. Words after `--` are
// electron-builder's own; without an architecture it is this machine's.
const ARCHITECTURES = ['x64', 'arm64'];

await launch(async (run, _build, { root, node }) => {
  const words = process.argv.slice(2);
  const named = ARCHITECTURES.filter((arch) => words.includes(`--${arch}`));
  forgetEmptyVariables(process.env);
  const options = [...readUpdateOptions(process.env), ...readSigningOptions(process.env)];
  for (const arch of named.length > 0 ? named : [process.arch]) await ensurePasswordHash(root, arch);
  await ensureDesktopBuild(root, node);
  const args = ['--publish', 'never', ...options, ...words];
  return await run('node_modules/electron-builder/cli.js', args, { cwd: root });
});

// A build machine without certificates sets their variables to nothing, which electron-builder takes for an answer.
function forgetEmptyVariables(env) {
  for (const name of Object.keys(env)) {
    if (env[name] === '' && /^(WIN_)?CSC_|^APPLE_|^AZURE_|^STUDIO_/.test(name)) delete env[name];
  }
}

// Where installed apps look for updates. It is baked into the package, so it has to be right, and https.
function readUpdateOptions({ STUDIO_UPDATE_URL: url }) {
  if (url === undefined) return [];
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return [`-c.publish.url=${url}`];
  throw new LaunchError(
    'STUDIO_UPDATE_URL has to be an https address.',
    'STUDIO_UPDATE_URL 必须是 https 地址。',
  );
}

// Without a certificate a Mac package is signed for nobody, which Apple silicon insists on; such a signature and the
// hardened runtime exclude each other.
function readSigningOptions({ CSC_LINK, CSC_NAME }) {
  if (process.platform !== 'darwin' || CSC_LINK !== undefined || CSC_NAME !== undefined) return [];
  return ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false'];
}
