// Writes a word into each of its databases and reads it again, when it is asked to; tells which of them it has.
const http = require('node:http');
const mysql = require('mysql2/promise');
const { MongoClient } = require('mongodb');
const redis = require('redis');

const open = {
  async mysql(url) {
    const connection = await mysql.createConnection(url);
    await connection.query('CREATE TABLE IF NOT EXISTS words (word VARCHAR(50))');
    return {
      write: (word) => connection.query('INSERT INTO words VALUES (?)', [word]),
      clear: () => connection.query('DELETE FROM words'),
      read: async () => (await connection.query('SELECT word FROM words'))[0].map((row) => row.word),
      close: () => connection.end(),
    };
  },
  async mongo(url) {
    const client = await new MongoClient(url, { serverSelectionTimeoutMS: 5000 }).connect();
    const words = client.db('agent').collection('words');
    return {
      write: (word) => words.insertOne({ word }),
      clear: () => words.deleteMany({}),
      read: async () => (await words.find().toArray()).map((row) => row.word),
      close: () => client.close(),
    };
  },
  async redis(url) {
    const client = redis.createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    return {
      write: (word) => client.rPush('words', word),
      clear: () => client.del('words'),
      read: () => client.lRange('words', 0, -1),
      close: () => client.quit(),
    };
  },
};

const server = http.createServer(async (request, response) => {
  const [, kind, action, word] = request.url.split('/');
  try {
    if (!open[kind]) {
      response.end(Object.keys(open).filter((name) => process.env[`${name.toUpperCase()}_URL`]).join(' '));
      return;
    }
    let url = process.env[`${kind.toUpperCase()}_URL`];
    if (action === 'anonymous') {
      url = url.replace(/\/\/[^@]*@/, kind === 'mysql' ? '//agent@' : '//').replace(/\?.*/, '');
    }
    const database = await open[kind](url);
    try {
      if (action === 'write') await database.write(word);
      if (action === 'clear') await database.clear();
      response.end((await database.read()).join(' '));
    } finally {
      await database.close();
    }
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error.message));
  }
});
server.listen(process.env.PORT);
process.on('SIGTERM', () => server.close());
