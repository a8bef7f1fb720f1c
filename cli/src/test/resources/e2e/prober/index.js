// An agent that tries doors from inside its pod and tells what it found: the tests ask it over HTTP.
const http = require('node:http');
const net = require('node:net');
const dns = require('node:dns/promises');
const fs = require('node:fs');

const TIMEOUT_MILLIS = 3000;

// open: somebody took the connection. refused: the way is free, nobody listens. shut: nothing came back, or the network said no.
function connect(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (answer) => { socket.destroy(); resolve(answer); };
    socket.setTimeout(TIMEOUT_MILLIS, () => end('shut'));
    socket.on('connect', () => end('open'));
    socket.on('error', (error) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'shut'));
  });
}

async function resolve(name) {
  try {
    return (await dns.lookup(name)).address;
  } catch (error) {
    return error.code;
  }
}

const actions = {
  '/connect': (query) => connect(query.get('host'), Number(query.get('port'))),
  '/resolve': (query) => resolve(query.get('name')),
  '/exists': (query) => String(fs.existsSync(query.get('path'))),
  '/user': () => String(process.getuid()),
};

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://prober');
  const action = actions[url.pathname];
  response.end(action ? await action(url.searchParams) : 'prober');
});
server.listen(process.env.PORT);
process.on('SIGTERM', () => server.close());
