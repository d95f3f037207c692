"""The SQL of the meetings' guards. Each function treats what it cannot see as a refusal."""

from __future__ import annotations

# A person of the room: a 위원 of that day; in a 분과's meeting whoever has a place there; in the officers' an officer.
SEATED = """
CREATE FUNCTION meetings_attendance_allowed() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
DECLARE
    day date := (NEW.arrived_at AT TIME ZONE 'Asia/Seoul')::date;
    held record;
BEGIN
    SELECT m.kind, m.committee_id, m.status INTO held FROM meetings_meeting m
    WHERE m.council_id = NEW.council_id AND m.id = NEW.meeting_id;
    IF held.status IS NULL OR held.status NOT IN ('NOTICED', 'OPEN') THEN
        RAISE EXCEPTION 'the room of meeting % is not open', NEW.meeting_id
            USING ERRCODE = '23514', CONSTRAINT = 'meeting_attendance_room_open', TABLE = TG_TABLE_NAME;
    END IF;
    IF held.kind = 'COMMITTEE' AND EXISTS (
           SELECT FROM members_committeemembership p
           WHERE p.council_id = NEW.council_id AND p.user_id = NEW.user_id AND p.committee_id = held.committee_id
             AND p.starts_on <= day AND (p.ends_on IS NULL OR p.ends_on > day))
       OR held.kind = 'BOARD' AND EXISTS (
           SELECT FROM members_office o
           WHERE o.council_id = NEW.council_id AND o.user_id = NEW.user_id
             AND o.kind IN ('CHAIR', 'VICE_CHAIR', 'COMMITTEE_HEAD')
             AND o.starts_on <= day AND (o.ends_on IS NULL OR o.ends_on > day))
       OR held.kind IN ('REGULAR', 'EXTRAORDINARY') AND EXISTS (
           SELECT FROM members_membership s
           WHERE s.council_id = NEW.council_id AND s.user_id = NEW.user_id
             AND s.starts_on <= day AND (s.ends_on IS NULL OR s.ends_on > day)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'user % has no seat on %', NEW.user_id, day
        USING ERRCODE = '23514', CONSTRAINT = 'meeting_attendance_seated', TABLE = TG_TABLE_NAME;
END $$
"""

# A stay is ended once or taken back once; nothing else of it ever changes.
KEPT = """
CREATE FUNCTION meetings_attendance_kept() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (to_jsonb(NEW) - 'left_at' - 'voided_at') = (to_jsonb(OLD) - 'left_at' - 'voided_at')
       AND (OLD.left_at IS NULL OR NEW.left_at = OLD.left_at)
       AND OLD.voided_at IS NULL
       AND EXISTS (SELECT FROM meetings_meeting m WHERE m.council_id = NEW.council_id AND m.id = NEW.meeting_id
                   AND m.status IN ('NOTICED', 'OPEN')) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'attendance % is kept', OLD.id
        USING ERRCODE = '23514', CONSTRAINT = 'meeting_attendance_kept', TABLE = TG_TABLE_NAME;
END $$
"""

# Whoever is there at the moment of the vote, counted from the record and not from what somebody typed.
COUNTED = """
CREATE FUNCTION meetings_vote_counted() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
DECLARE
    held record;
    there integer;
    away integer;
BEGIN
    SELECT m.id, m.status, m.opened_at, m.closed_at INTO held
    FROM meetings_agendaitem i JOIN meetings_meeting m ON m.council_id = i.council_id AND m.id = i.meeting_id
    WHERE i.council_id = NEW.council_id AND i.id = NEW.item_id;
    IF held.id IS NULL OR held.opened_at IS NULL OR NEW.taken_at < held.opened_at
       OR (held.status <> 'OPEN' AND NEW.corrects_id IS NULL)
       OR (held.closed_at IS NOT NULL AND NEW.taken_at > held.closed_at) THEN
        RAISE EXCEPTION 'no open meeting for the vote on item %', NEW.item_id
            USING ERRCODE = '23514', CONSTRAINT = 'vote_in_open_meeting', TABLE = TG_TABLE_NAME;
    END IF;
    SELECT count(DISTINCT a.user_id) INTO there FROM meetings_attendance a
    WHERE a.council_id = NEW.council_id AND a.meeting_id = held.id AND a.voided_at IS NULL
      AND a.arrived_at <= NEW.taken_at AND (a.left_at IS NULL OR a.left_at > NEW.taken_at);
    SELECT count(DISTINCT r.user_id) INTO away
    FROM meetings_recusal r JOIN meetings_attendance a
      ON a.council_id = r.council_id AND a.meeting_id = held.id AND a.user_id = r.user_id AND a.voided_at IS NULL
     AND a.arrived_at <= NEW.taken_at AND (a.left_at IS NULL OR a.left_at > NEW.taken_at)
    WHERE r.council_id = NEW.council_id AND r.item_id = NEW.item_id;
    IF NEW.present <> there OR NEW.recused <> away THEN
        RAISE EXCEPTION 'vote on item % counts % present, % recused; the record % and %',
            NEW.item_id, NEW.present, NEW.recused, there, away
            USING ERRCODE = '23514', CONSTRAINT = 'vote_counts_those_there', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
"""

BY_NAME = """
CREATE FUNCTION meetings_ballot_by_name() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
DECLARE
    cast_in record;
BEGIN
    SELECT v.method, v.item_id, v.taken_at, i.meeting_id INTO cast_in
    FROM meetings_vote v JOIN meetings_agendaitem i ON i.council_id = v.council_id AND i.id = v.item_id
    WHERE v.council_id = NEW.council_id AND v.id = NEW.vote_id;
    IF cast_in.method IS DISTINCT FROM 'BY_NAME' THEN
        RAISE EXCEPTION 'vote % keeps no names', NEW.vote_id
            USING ERRCODE = '23514', CONSTRAINT = 'ballot_by_name_only', TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (SELECT FROM meetings_recusal r WHERE r.council_id = NEW.council_id AND r.item_id = cast_in.item_id
               AND r.user_id = NEW.user_id)
       OR NOT EXISTS (SELECT FROM meetings_attendance a
                      WHERE a.council_id = NEW.council_id AND a.meeting_id = cast_in.meeting_id
                        AND a.user_id = NEW.user_id AND a.voided_at IS NULL AND a.arrived_at <= cast_in.taken_at
                        AND (a.left_at IS NULL OR a.left_at > cast_in.taken_at)) THEN
        RAISE EXCEPTION 'user % could not vote in %', NEW.user_id, NEW.vote_id
            USING ERRCODE = '23514', CONSTRAINT = 'ballot_by_voter', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
"""

BEFORE_VOTE = """
CREATE FUNCTION meetings_recusal_before_vote() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
BEGIN
    -- One that was written by mistake may be taken out until it has counted.
    IF TG_OP = 'UPDATE' OR EXISTS (
           SELECT FROM meetings_vote v
           WHERE v.item_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END) THEN
        RAISE EXCEPTION 'a recusal of an item that was voted on'
            USING ERRCODE = '23514', CONSTRAINT = 'recusal_before_vote', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

# The decision is what the vote's verdict says; where the rules cannot say, a person decided and wrote why.
FOLLOWS = """
CREATE FUNCTION meetings_resolution_follows() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
DECLARE
    cast_vote record;
BEGIN
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM meetings_resolution r
        WHERE r.council_id = NEW.council_id AND r.id = NEW.corrects_id AND r.item_id = NEW.item_id) THEN
        RAISE EXCEPTION 'resolution % is of another item', NEW.corrects_id
            USING ERRCODE = '23514', CONSTRAINT = 'resolution_corrects_the_same', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.vote_id IS NOT NULL THEN
        SELECT v.item_id, (v.verdict ->> 'holds')::boolean AS holds INTO cast_vote FROM meetings_vote v
        WHERE v.council_id = NEW.council_id AND v.id = NEW.vote_id;
        IF cast_vote.item_id IS DISTINCT FROM NEW.item_id
           OR (cast_vote.holds IS NOT NULL AND cast_vote.holds <> NEW.passed)
           OR (cast_vote.holds IS NULL AND NEW.judged_why = '') THEN
            RAISE EXCEPTION 'resolution of item % does not follow its vote', NEW.item_id
                USING ERRCODE = '23514', CONSTRAINT = 'resolution_follows_vote', TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF NEW.judged_why = '' THEN
        RAISE EXCEPTION 'resolution of item % has neither vote nor reason', NEW.item_id
            USING ERRCODE = '23514', CONSTRAINT = 'resolution_follows_vote', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
"""

PUBLISHED = """
CREATE FUNCTION meetings_minutes_kept() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'minutes % are published', OLD.id
            USING ERRCODE = '23514', CONSTRAINT = 'minutes_published_kept', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

_TRIGGERS = (
    ("meeting_attendance_seated", "INSERT", "meetings_attendance", "meetings_attendance_allowed"),
    ("meeting_attendance_kept", "UPDATE OR DELETE", "meetings_attendance", "meetings_attendance_kept"),
    ("vote_counted", "INSERT", "meetings_vote", "meetings_vote_counted"),
    ("ballot_by_name", "INSERT", "meetings_ballot", "meetings_ballot_by_name"),
    ("recusal_before_vote", "INSERT OR UPDATE OR DELETE", "meetings_recusal", "meetings_recusal_before_vote"),
    ("resolution_follows", "INSERT", "meetings_resolution", "meetings_resolution_follows"),
    ("minutes_kept", "UPDATE OR DELETE", "meetings_minutes", "meetings_minutes_kept"),
)

GUARDS = [
    SEATED,
    KEPT,
    COUNTED,
    BY_NAME,
    BEFORE_VOTE,
    FOLLOWS,
    PUBLISHED,
    *(
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        for name, when, table, function in _TRIGGERS
    ),
    "REVOKE DELETE, TRUNCATE ON meetings_attendance FROM portal_app",
]
