// A guestbook: GET /entries lists what people wrote, POST /entries adds a line. The entries are in MySQL, so they outlive this program.
//
// Three variables are all that it needs to know of where it runs, and the node sets each of them:
//   PORT                      where to listen
//   MYSQL_URL                 the database that agent-manifest.json asks for, with its password
//   MANDALA_FRONTEND_ORIGINS  the pages that may call us from a browser: those of the folder frontend/
//
// One more is yours to set when the pages have a domain of their own (spec.frontend.domains):
//   MORE_ORIGINS              for instance https://shop.example.com,https://www.shop.example.com
const http = require('node:http');
const mysql = require('mysql2/promise');

const LONGEST = 500;
const database = mysql.createPool(process.env.MYSQL_URL);
const origins = `${process.env.MANDALA_FRONTEND_ORIGINS || ''},${process.env.MORE_ORIGINS || ''}`.split(',');

const table = database.query(`CREATE TABLE IF NOT EXISTS entries (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  words VARCHAR(${LONGEST}) NOT NULL,
  written TIMESTAMP DEFAULT CURRENT_TIMESTAMP)`);

async function list() {
  const [rows] = await database.query('SELECT words, written FROM entries ORDER BY id DESC LIMIT 100');
  return rows;
}

async function add(request) {
  const words = (await text(request)).trim();
  if (!words || words.length > LONGEST) {
    throw Object.assign(new Error(`write 1 to ${LONGEST} characters`), { status: 400 });
  }
  // A question mark and a value, never words pasted into SQL: visitors are strangers.
  await database.query('INSERT INTO entries (words) VALUES (?)', [words]);
}

async function text(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 2 * LONGEST) throw Object.assign(new Error('too long'), { status: 413 });
  }
  return body;
}

const server = http.createServer(async (request, response) => {
  // The pages have a host of their own, so a browser asks whether they may read the answer.
  if (origins.includes(request.headers.origin)) {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin);
    response.setHeader('Vary', 'Origin');
  }
  try {
    await table;
    switch (`${request.method} ${request.url}`) {
      case 'GET /':
        return response.end('A guestbook. Read it with GET /entries, write a line with POST /entries.\n');
      case 'GET /health':
        return response.end('well\n');
      case 'POST /entries':
        await add(request); // and show the list
      case 'GET /entries':
        response.setHeader('Content-Type', 'application/json');
        return response.end(JSON.stringify(await list()));
      default:
        response.statusCode = 404;
        response.end('here are GET /, GET /entries and POST /entries\n');
    }
  } catch (error) {
    response.statusCode = error.status || 500;
    response.end(error.status ? `${error.message}\n` : 'that did not work\n');
    if (!error.status) console.error(error.message);
  }
});

// Listen when there is something to serve: until then, the release before keeps answering. Without a database there is no point in
// running; ending says so, and the node starts us again.
table.then(
  () => server.listen(process.env.PORT || 8080, () => console.log('the guestbook is open')),
  (error) => {
    console.error(`no database: ${error.message}`);
    process.exit(1);
  });

// Kubernetes sends SIGTERM before it takes a pod away: finish the open answers, then go.
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
