// Looks for what an install script could steal, and writes down what it found; values are not written, only names.
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const connect = (host, port) => new Promise((resolve) => {
  const socket = net.connect({ host, port });
  const end = (answer) => { socket.destroy(); resolve(answer); };
  socket.setTimeout(1500, () => end('shut'));
  socket.on('connect', () => end('open'));
  socket.on('error', (error) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'shut'));
});

const places = [
  '/grant', '/grant/password', '/var/run/secrets/kubernetes.io/serviceaccount/token', '/root/.npmrc', '/home/nonroot/.npmrc',
  path.join(os.homedir(), '.npmrc'), path.join(os.homedir(), '.docker/config.json'), '/settings/npmrc/settings', '/settings/pip/settings',
  '/proc/1/root/grant/password', '/etc/shadow',
];
const readable = places.filter((place) => {
  try { fs.accessSync(place, fs.constants.R_OK); return true; } catch { return false; }
});
const suspicious = Object.keys(process.env).filter((name) => /token|secret|passw|auth|credential|grant/i.test(name));
// Somebody else's process would show its environment here.
const others = fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).filter((pid) => {
  try { return /MANDALA_TARGET_IMAGE|password/.test(fs.readFileSync(`/proc/${pid}/environ`, 'latin1')); } catch { return false; }
});

(async () => {
  const doors = {};
  for (const [host, port] of [['169.254.169.254', 80], ['10.43.0.1', 443], ['100.100.100.200', 80]]) {
    doors[`${host}:${port}`] = await connect(host, port);
  }
  fs.writeFileSync(process.argv[2], JSON.stringify({ readable, suspicious, others, doors, user: process.getuid() }));
})();
