"""The SQL of the roll's guards, kept apart from the migration so that it can be read."""

# The most 위원 that any reading of the rules allows on a day. The narrowest level that speaks is taken, but never
# one below a locked level. Rules with conditions (a population tier, the first council) cannot be weighed here:
# they count with the greatest of their maxima, and the service judges exactly. NULL: no maximum is known, either
# because none is set or because what is set cannot be seen from here.
SEATS_AT_MOST = """
CREATE FUNCTION members_seats_at_most(council bigint, day date) RETURNS integer LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, public AS $$
DECLARE
    level record;
    most integer;
BEGIN
    FOR level IN
        WITH place AS (
            SELECT here.id AS dong, here.parent_id AS gu, above.parent_id AS si
            FROM council_council c JOIN council_region here ON here.id = c.region_id
            LEFT JOIN council_region above ON above.id = here.parent_id
            WHERE c.id = council
        ), spoken AS (
            SELECT to_jsonb(r) AS rule,
                   CASE WHEN r.council_id IS NOT NULL THEN 4 WHEN r.region_id = dong THEN 3
                        WHEN r.region_id = gu THEN 2 WHEN r.region_id = si THEN 1 ELSE 0 END AS narrow
            FROM council_rule r, place
            WHERE r.key = 'seats' AND r.valid_from <= day AND (r.valid_until IS NULL OR r.valid_until > day)
              AND (r.council_id = council OR r.region_id IN (dong, gu, si)
                   OR (r.council_id IS NULL AND r.region_id IS NULL))
        ), weighed AS (
            SELECT narrow,
                   coalesce(rule ->> 'conditions', 'null') IN ('null', '{}', '[]')
                       AND coalesce(rule ->> 'cohort', 'null') IN ('null', '{}', '[]') AS always,
                   CASE WHEN upper(coalesce(rule ->> 'answer', 'VALUE')) = 'VALUE'
                         AND upper(coalesce(rule ->> 'strength', 'BLOCKS')) = 'BLOCKS'
                         AND jsonb_typeof(rule -> 'value' -> 'max') = 'number'
                        THEN (rule -> 'value' ->> 'max')::integer END AS most
            FROM spoken
            WHERE narrow <= coalesce((SELECT min(s.narrow) FROM spoken s WHERE (s.rule ->> 'locked')::boolean), 4)
        )
        SELECT narrow, bool_or(always) AS always, bool_or(w.most IS NULL) AS open, max(w.most) AS most
        FROM weighed w GROUP BY narrow ORDER BY narrow DESC
    LOOP
        IF level.open THEN
            RETURN NULL;
        END IF;
        most := greatest(most, level.most);
        EXIT WHEN level.always;
    END LOOP;
    RETURN most;
END $$
"""

# Two connections may race for the last seat: whoever comes second waits for the lock, and then counts the first.
SEATS_KEPT = """
CREATE FUNCTION members_seats_kept() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
DECLARE
    day date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('members_seats'), NEW.council_id::integer);
    -- The number of people in seats only grows on a first day.
    FOR day IN
        SELECT NEW.starts_on
        UNION SELECT m.starts_on FROM members_membership m
        WHERE m.council_id = NEW.council_id AND m.starts_on > NEW.starts_on AND m.starts_on < NEW.ends_on
    LOOP
        IF (SELECT count(*) FROM members_membership m
            WHERE m.council_id = NEW.council_id AND m.starts_on <= day AND m.ends_on > day)
           > members_seats_at_most(NEW.council_id, day) THEN
            RAISE EXCEPTION 'more members than seats in council % on %', NEW.council_id, day
                USING ERRCODE = '23514', CONSTRAINT = 'membership_seats_kept', TABLE = TG_TABLE_NAME;
        END IF;
    END LOOP;
    RETURN NULL;
END $$
"""

SEATS = [
    SEATS_AT_MOST,
    SEATS_KEPT,
    """
    CREATE TRIGGER membership_seats_taken AFTER INSERT ON members_membership
        FOR EACH ROW WHEN (NEW.ends_on > NEW.starts_on) EXECUTE FUNCTION members_seats_kept()
    """,
    """
    CREATE TRIGGER membership_seats_widened AFTER UPDATE ON members_membership
        FOR EACH ROW WHEN (NEW.ends_on > OLD.ends_on OR NEW.starts_on < OLD.starts_on
                           OR NEW.council_id <> OLD.council_id)
        EXECUTE FUNCTION members_seats_kept()
    """,
]

AFTER_APPOINTMENT = [
    """
    CREATE FUNCTION members_after_appointment() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public AS $$
    BEGIN
        IF EXISTS (SELECT FROM members_appointment a
                   WHERE a.id = NEW.appointment_id AND a.appointed_on > NEW.starts_on) THEN
            RAISE EXCEPTION 'membership % begins before its appointment', NEW.id
                USING ERRCODE = '23514', CONSTRAINT = 'membership_after_appointment', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER membership_after_appointment BEFORE INSERT OR UPDATE OF starts_on, appointment_id
        ON members_membership FOR EACH ROW EXECUTE FUNCTION members_after_appointment()
    """,
]

# A term ends early only together with the record of how. What the guard cannot see counts as not told.
ENDING_TOLD = [
    """
    CREATE FUNCTION members_ending_told() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM members_ending e
            WHERE e.council_id = NEW.council_id AND e.membership_id = NEW.id AND e.effective_on = NEW.ends_on
        ) THEN
            RAISE EXCEPTION 'the end of membership % is not told', NEW.id
                USING ERRCODE = '23514', CONSTRAINT = 'membership_ending_told', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER membership_ending_told AFTER UPDATE ON members_membership
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.ends_on < OLD.ends_on OR (NEW.end_reason <> '' AND OLD.end_reason = ''))
        EXECUTE FUNCTION members_ending_told()
    """,
    """
    CREATE CONSTRAINT TRIGGER membership_ended_told AFTER INSERT ON members_membership
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.end_reason <> '') EXECUTE FUNCTION members_ending_told()
    """,
]

# Terms from before appointments were kept: one letter for each council and first day, and a record for each that
# ended early. The owner sees rows behind the wall only while the wall does not bind it.
FILL = [
    "ALTER TABLE members_membership NO FORCE ROW LEVEL SECURITY",
    """
    INSERT INTO members_appointment (council_id, year, number, appointed_on, appointer, note, verdict)
    SELECT council_id, extract(year FROM starts_on)::integer,
           row_number() OVER (PARTITION BY council_id, extract(year FROM starts_on) ORDER BY starts_on),
           starts_on, '', '', '{}'
    FROM (SELECT DISTINCT council_id, starts_on FROM members_membership) AS days
    """,
    """
    UPDATE members_membership m SET appointment_id = a.id FROM members_appointment a
    WHERE a.council_id = m.council_id AND a.appointed_on = m.starts_on
    """,
    """
    INSERT INTO members_ending (council_id, membership_id, kind, ground, article, verdict, decided_on, effective_on,
                                reason, recorded_at)
    SELECT council_id, id,
           CASE WHEN ends_on = starts_on THEN 'WITHDRAWN' WHEN end_reason LIKE '%해촉%' THEN 'DISMISSED'
                ELSE 'RESIGNED' END,
           '', '', '{}', ends_on, ends_on, end_reason, now()
    FROM members_membership WHERE end_reason <> ''
    """,
    "SET CONSTRAINTS ALL IMMEDIATE",
]

GUARDS = [*SEATS, *AFTER_APPOINTMENT, *ENDING_TOLD]
