"""The SQL that everything else in the database stands on; installed by the first migration."""

PRIVILEGES = [
    # The portal serves as portal_app, which owns nothing; portal_wide only reads (council.common.scope).
    "GRANT USAGE ON SCHEMA public TO portal_app, portal_wide",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_wide",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO portal_app",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO portal_wide",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO portal_app",
]

# The wheel's PostgreSQL has no btree_gist, so equality inside an exclusion constraint is the overlap of two
# one-point ranges. NULL counts as a value of its own: two platform rules do collide.
POINTS = [
    """
    CREATE FUNCTION portal_point(value bigint) RETURNS int8range LANGUAGE sql IMMUTABLE CALLED ON NULL INPUT AS $$
        SELECT int8range(coalesce(value, -1), coalesce(value, -1), '[]')
    $$
    """,
    """
    CREATE FUNCTION portal_point(value text) RETURNS int8range LANGUAGE sql IMMUTABLE CALLED ON NULL INPUT AS $$
        SELECT int8range(hashtextextended(coalesce(value, ''), 0), hashtextextended(coalesce(value, ''), 0), '[]')
    $$
    """,
]

REFUSE_CHANGE = """
CREATE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
END $$
"""

STATEMENTS = [*PRIVILEGES, *POINTS, REFUSE_CHANGE]
