-- The portal's roles and its database. Run by a superuser, on a server with
--     psql -v ON_ERROR_STOP=1 -f council/run/roles.sql
-- (then give portal_owner and portal_app their passwords); the embedded server runs it at every start.
-- Everything here may be run again.

-- portal_owner owns the tables and migrates. It never serves a request: an owner can switch policies off.
SELECT 'CREATE ROLE portal_owner LOGIN CREATEDB CREATEROLE'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') \gexec

-- portal_app serves. It owns nothing, so that row-level security and the guards bind it.
SELECT 'CREATE ROLE portal_app LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') \gexec

-- portal_wide reads several councils at once (district pages).
SELECT 'CREATE ROLE portal_wide NOLOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_wide') \gexec

-- INHERIT FALSE: the wide policy holds only after an explicit SET LOCAL ROLE, never by membership alone.
GRANT portal_wide TO portal_app WITH INHERIT FALSE, SET TRUE;
-- The owner may act as the serving role: tests, and servers where only one login exists.
GRANT portal_app TO portal_owner;

-- LC_COLLATE C sorts Hangul properly and alike on every machine.
SELECT 'CREATE DATABASE portal OWNER portal_owner ENCODING ''UTF8'' LC_COLLATE ''C'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec

-- A temporary table would stand before the real one of the same name and deceive the guard functions.
REVOKE TEMPORARY ON DATABASE portal FROM PUBLIC;
