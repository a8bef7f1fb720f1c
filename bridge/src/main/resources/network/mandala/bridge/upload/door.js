'use strict';

// Made by the node for a project that has a frontend and no program: who asks at the host of the program is led to the frontend.
const [frontend] = (process.env.MANDALA_FRONTEND_ORIGINS || '').split(',');

const server = require('node:http').createServer((request, response) => {
  if (frontend && ['GET', 'HEAD'].includes(request.method) && request.url.startsWith('/')) {
    response.writeHead(307, {location: frontend + request.url}).end();
    return;
  }
  response.writeHead(404, {'content-type': 'application/json'});
  response.end(JSON.stringify({error: 'This project has a frontend only', frontend}));
});

process.on('SIGTERM', () => server.close(() => process.exit(0)));
server.listen(process.env.PORT || 8080);
