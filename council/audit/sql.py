"""The SQL of the chains, kept apart from the migration that installs it so that it can be read."""

from council.common.rls import ONE, SEVERAL

TEXT = """
CREATE FUNCTION audit_text(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', e.id, coalesce(e.council_id::text, '-'), (extract(epoch FROM e.at) * 1000000)::bigint,
                     coalesce(e.actor_id::text, '-'), e.actor_label, e.action, e.target_type, e.target_id,
                     e.why, e.data::text)
$$
"""

# SECURITY DEFINER: the portal's own role may read the chain but not write it.
LINK = """
CREATE FUNCTION audit_link_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$
DECLARE
    name text := coalesce('c' || NEW.council_id, 'platform');
    head audit_stamp;
    digest text;
BEGIN
    INSERT INTO audit_stamp (chain, seq, hash) VALUES (name, 0, '') ON CONFLICT (chain) DO NOTHING;
    SELECT * INTO STRICT head FROM audit_stamp s WHERE s.chain = name FOR UPDATE;
    digest := encode(sha256(convert_to(head.hash || '|' || (head.seq + 1) || '|' || audit_text(NEW), 'UTF8')), 'hex');
    INSERT INTO audit_link (entry_id, council_id, seq, previous, hash)
        VALUES (NEW.id, NEW.council_id, head.seq + 1, head.hash, digest);
    UPDATE audit_stamp SET seq = head.seq + 1, hash = digest WHERE chain = name;
    RETURN NULL;
END $$
"""

TRIGGER = """
CREATE CONSTRAINT TRIGGER audit_entry_link AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link_entry()
"""


def policies(table: str, *, insert: bool) -> list[str]:
    """Return the policies of a table whose rows belong to a council or, with NULL, to the platform."""
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_read ON {table} FOR SELECT TO portal_app USING (council_id IS NULL OR {ONE})",
        f"CREATE POLICY wide ON {table} FOR SELECT TO portal_wide USING (council_id IS NULL OR {SEVERAL})",
        f"CREATE POLICY linker ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
    ]
    if insert:
        statements.append(
            f"CREATE POLICY tenant_write ON {table} FOR INSERT TO portal_app WITH CHECK (council_id IS NULL OR {ONE})"
        )
    return statements
