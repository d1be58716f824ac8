// Runs a script of SQL in DuckDB and prints an object of the answers as JSON, one array of rows per named statement.
// Usage: node duckdb.mjs SCRIPT THREADS NAME=TEXT... (each NAME stands in the script as {NAME})
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [script, threads, ...settings] = process.argv.slice(2);
let sql = readFileSync(script, 'utf8');
for (const setting of settings) {
  const split = setting.indexOf('=');
  sql = sql.replaceAll(`{${setting.slice(0, split)}}`, () => setting.slice(split + 1));
}

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const answers = {};
for (const statement of sql.split(/^-- @/m).slice(1)) {
  const end = statement.indexOf('\n');
  const name = statement.slice(0, end).trim();
  const result = await connection.runAndReadAll(statement.slice(end + 1));
  // A list, which percentiles come as, becomes columns.
  if (name !== 'load') answers[name] = result.getRowsJson().map(row => row.flat());
}

process.stdout.write(JSON.stringify(answers));
