"""The guard of the numbers: without a gap, even in raw SQL."""

NUMBER_IN_ORDER = """
CREATE FUNCTION documents_number_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last integer;
BEGIN
    -- Runs as the caller and sees the open council only; what it cannot see counts as nothing, so number one.
    SELECT coalesce(max(sequence), 0) INTO last FROM documents_issuedpaper
     WHERE council_id = NEW.council_id AND series = NEW.series AND year = NEW.year;
    IF NEW.sequence IS DISTINCT FROM last + 1 THEN
        RAISE EXCEPTION 'number % does not follow %', NEW.sequence, last
            USING ERRCODE = '23514', CONSTRAINT = 'paper_number_in_order', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_number_in_order BEFORE INSERT ON documents_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION documents_number_in_order();
"""
DROP_NUMBER_IN_ORDER = """
DROP TRIGGER IF EXISTS paper_number_in_order ON documents_issuedpaper;
DROP FUNCTION IF EXISTS documents_number_in_order();
"""
