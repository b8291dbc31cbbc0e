/**
 * Drizzle, by its CommonJS build, for whoever keeps a database. Of the other build Node parses the package.json, 180 kB of
 * exports, anew for each of its two hundred files: 130 MB and a quarter of a second at every start. A name that is missing
 * here is added here.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const orm = require('drizzle-orm') as typeof import('drizzle-orm');
const core = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');
const driver = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3');
const migrator = require('drizzle-orm/better-sqlite3/migrator') as typeof import('drizzle-orm/better-sqlite3/migrator');

export const { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, min, ne, sql } = orm;
export const { blob, index, integer, primaryKey, sqliteTable, text } = core;
export const { drizzle } = driver;
export const { migrate } = migrator;
