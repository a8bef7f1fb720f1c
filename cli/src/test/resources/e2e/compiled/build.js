// What a compiler would do: needs a package that only the build needs, and writes what is started.
const fs = require('node:fs');
const { execFileSync } = require('node:child_process');

if (!require('isarray')([])) throw new Error('isarray does not work');
fs.mkdirSync('dist', { recursive: true });
execFileSync('node', ['snoop.js', 'build.json'], { stdio: 'inherit' });
fs.copyFileSync('postinstall.json', 'dist/postinstall.json');
fs.copyFileSync('build.json', 'dist/build.json');
fs.writeFileSync('dist/index.js', `
const ms = require('ms');
const found = { postinstall: require('./postinstall.json'), build: require('./build.json'), words: 'built ' + ms(60000) };
try { require('isarray'); found.leftover = true; } catch { found.leftover = false; }
const server = require('node:http').createServer((request, response) => response.end(JSON.stringify(found)));
server.listen(process.env.PORT);
process.on('SIGTERM', () => server.close());
`);
