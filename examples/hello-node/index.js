// The smallest agent: answers every request with a greeting, and ends at once when it is told to.
const http = require('node:http');
const os = require('node:os');
const ms = require('ms');

const port = Number(process.env.PORT || 8080);
const name = process.env.GREETING_NAME || 'hello-node';
const startedAt = Date.now();

const server = http.createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`Hello from ${name}! I run in ${os.hostname()} and have been awake for ${ms(Date.now() - startedAt, { long: true })}.\n`);
});

server.listen(port, () => console.log(`listening on port ${port}`));

// Kubernetes sends SIGTERM before it takes a pod away: finish the open answers, then go.
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
