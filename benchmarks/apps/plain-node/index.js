// The smallest agent: no dependency, so that its build measures the build alone.
const http = require('http');

http.createServer((request, response) => response.end('ok\n')).listen(process.env.PORT);
