"""The SQL of search, counts and the guard of status, kept apart from the migration so that it can be read."""

# Middle-of-word search without extensions: every pair of neighbouring letters (and every letter, for words of
# one) is a lexeme. [:punct:] and [:space:] only ever split ASCII and Unicode signs, never Hangul.
BIGRAMS = """
CREATE FUNCTION portal_bigrams(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(coalesce(array_agg(DISTINCT gram), '{}'))
    FROM (
        SELECT substr(word, i, n) AS gram
        FROM regexp_split_to_table(lower(normalize(coalesce(source, ''), NFC)), '[[:space:][:punct:]]+') AS word,
             generate_series(1, length(word)) AS i, generate_series(1, 2) AS n
        WHERE i + n <= length(word) + 1
    ) AS grams
$$
"""

BIGRAM_QUERY = """
CREATE FUNCTION portal_bigram_query(asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(quote_literal(gram), ' & ')::tsquery, ''::tsquery)
    FROM (
        SELECT DISTINCT substr(word, i, least(2, length(word))) AS gram
        FROM regexp_split_to_table(lower(normalize(coalesce(asked, ''), NFC)), '[[:space:][:punct:]]+') AS word,
             generate_series(1, greatest(length(word) - 1, 1)) AS i
        WHERE word <> '' AND word !~ '\\\\'
    ) AS grams
$$
"""

# Counts by difference, not by counting again: of two people at once neither is lost, because the second
# UPDATE waits for the first and adds to what it left.
COUNTS = [
    """
    CREATE FUNCTION projects_count_supports() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            UPDATE projects_proposal p SET support_count = p.support_count + c.n
            FROM (SELECT proposal_id, count(*) AS n FROM added GROUP BY 1) c WHERE p.id = c.proposal_id;
        ELSE
            UPDATE projects_proposal p SET support_count = p.support_count - c.n
            FROM (SELECT proposal_id, count(*) AS n FROM gone GROUP BY 1) c WHERE p.id = c.proposal_id;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER projects_support_added AFTER INSERT ON projects_support
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION projects_count_supports()
    """,
    """
    CREATE TRIGGER projects_support_gone AFTER DELETE ON projects_support
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION projects_count_supports()
    """,
    """
    CREATE FUNCTION projects_add_comments(deltas jsonb) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE projects_proposal p SET comment_count = p.comment_count + c.n
        FROM (SELECT (d ->> 'proposal')::bigint AS id, sum((d ->> 'n')::int) AS n
              FROM jsonb_array_elements(deltas) d WHERE d ->> 'proposal' IS NOT NULL GROUP BY 1) c
        WHERE p.id = c.id AND c.n <> 0;
        UPDATE projects_project p SET comment_count = p.comment_count + c.n
        FROM (SELECT (d ->> 'project')::bigint AS id, sum((d ->> 'n')::int) AS n
              FROM jsonb_array_elements(deltas) d WHERE d ->> 'project' IS NOT NULL GROUP BY 1) c
        WHERE p.id = c.id AND c.n <> 0;
    END $$
    """,
    """
    CREATE FUNCTION projects_count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        deltas jsonb;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            SELECT jsonb_agg(jsonb_build_object('proposal', proposal_id, 'project', project_id, 'n', 1)) INTO deltas
            FROM added WHERE hidden_at IS NULL AND withdrawn_at IS NULL;
        ELSIF TG_OP = 'DELETE' THEN
            SELECT jsonb_agg(jsonb_build_object('proposal', proposal_id, 'project', project_id, 'n', -1)) INTO deltas
            FROM gone WHERE hidden_at IS NULL AND withdrawn_at IS NULL;
        ELSE
            SELECT jsonb_agg(jsonb_build_object('proposal', r.proposal_id, 'project', r.project_id, 'n', r.n))
            INTO deltas FROM (
                SELECT proposal_id, project_id, -1 AS n FROM gone WHERE hidden_at IS NULL AND withdrawn_at IS NULL
                UNION ALL
                SELECT proposal_id, project_id, 1 AS n FROM added WHERE hidden_at IS NULL AND withdrawn_at IS NULL
            ) r;
        END IF;
        IF deltas IS NOT NULL THEN
            PERFORM projects_add_comments(deltas);
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER projects_comment_added AFTER INSERT ON projects_comment
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION projects_count_comments()
    """,
    """
    CREATE TRIGGER projects_comment_changed AFTER UPDATE ON projects_comment
        REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION projects_count_comments()
    """,
    """
    CREATE TRIGGER projects_comment_gone AFTER DELETE ON projects_comment
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION projects_count_comments()
    """,
]

# A status stands only together with the record that tells who set it and why, written in the same transaction.
# The number of the transaction is filled in here, so that nobody can claim another one's record; what the
# guard cannot see (another council's rows) counts as not told.
TOLD = [
    """
    CREATE FUNCTION projects_stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.transaction := txid_current();
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER projects_statuschange_stamp BEFORE INSERT ON projects_statuschange
        FOR EACH ROW EXECUTE FUNCTION projects_stamp_change()
    """,
    """
    CREATE FUNCTION projects_status_told() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM projects_statuschange c
            WHERE c.council_id = NEW.council_id AND c.project_id = NEW.id AND c.to_status = NEW.status
              AND c.transaction = txid_current() AND (TG_OP = 'INSERT' OR c.from_status = OLD.status)
        ) THEN
            RAISE EXCEPTION 'the status of project % is not told by a status change', NEW.id
                USING ERRCODE = '23514', CONSTRAINT = 'project_status_told', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER project_status_told AFTER UPDATE ON projects_project
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION projects_status_told()
    """,
    """
    CREATE CONSTRAINT TRIGGER project_opening_told AFTER INSERT ON projects_project
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects_status_told()
    """,
]

SEARCH = [BIGRAMS, BIGRAM_QUERY]
GUARDS = [*COUNTS, *TOLD]
