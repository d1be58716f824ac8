// Prints the version of DuckDB, or fails where it is not installed.
import duckdb from '@duckdb/node-api';

console.log(duckdb.version());
