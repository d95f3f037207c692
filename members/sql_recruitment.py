"""The SQL of the guards of recruitment and draw, kept apart from the migration so that it can be read.

Each refusal carries the name of a guard, as a constraint would, so that it is explained in Korean.
"""

import re

REFUSE = re.compile(r"REFUSE (\w+): ([^;]+);")


def _function(name: str, body: str, declare: str = "") -> str:
    """Return the trigger function; ``REFUSE guard: words;`` in it raises under the guard's name."""
    refusing = r"RAISE EXCEPTION '\2' USING ERRCODE = '23514', CONSTRAINT = '\1', TABLE = TG_TABLE_NAME;"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$\n"
        f"{f'DECLARE {declare}' if declare else ''}\nBEGIN\n{REFUSE.sub(refusing, body)}\nEND $$"
    )


# Recruitment.MOVES, once more where no service can be gone around.
RECRUITMENT = [
    _function(
        "members_recruitment_moves",
        """
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> 'PREPARING' THEN
                REFUSE recruitment_status_moves: a recruitment begins with its preparation;
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.status <> OLD.status AND NOT (OLD.status, NEW.status) IN (
            ('PREPARING', 'ANNOUNCED'), ('ANNOUNCED', 'CLOSED'), ('CLOSED', 'SCREENING'), ('SCREENING', 'TRAINING'),
            ('SCREENING', 'FROZEN'), ('TRAINING', 'FROZEN'), ('FROZEN', 'DRAWN'), ('FROZEN', 'SCREENING'),
            ('DRAWN', 'FROZEN'), ('DRAWN', 'SENT'), ('SENT', 'APPOINTED'), ('SCREENING', 'SENT'), ('TRAINING', 'SENT')
        ) AND NOT (NEW.status = 'CANCELLED' AND OLD.status <> 'APPOINTED') THEN
            REFUSE recruitment_status_moves: no such move;
        END IF;
        IF OLD.status <> 'PREPARING' AND (NEW.seats, NEW.places, NEW.begun_on, NEW.kind, NEW.opens_on)
            IS DISTINCT FROM (OLD.seats, OLD.places, OLD.begun_on, OLD.kind, OLD.opens_on) THEN
            REFUSE recruitment_terms_kept: what was announced stays;
        END IF;
        -- What the name of a status promises must be there.
        IF NEW.status = 'FROZEN' AND NOT EXISTS (
            SELECT FROM members_draw d WHERE d.recruitment_id = NEW.id AND d.status = 'FROZEN'
        ) OR NEW.status IN ('DRAWN', 'SENT', 'APPOINTED') AND NEW.status <> OLD.status AND NOT EXISTS (
            SELECT FROM members_draw d WHERE d.recruitment_id = NEW.id AND d.status = 'DRAWN'
        ) AND EXISTS (
            SELECT FROM members_recruitmenttrack t WHERE t.recruitment_id = NEW.id AND t.by = 'draw' AND t.seats > 0
        ) THEN
            REFUSE recruitment_status_moves: no draw stands behind this status;
        END IF;
        RETURN NEW;""",
    ),
    "CREATE TRIGGER recruitment_moves BEFORE INSERT OR UPDATE ON members_recruitment "
    "FOR EACH ROW EXECUTE FUNCTION members_recruitment_moves()",
    _function(
        "members_recruitment_track_kept",
        """
        IF NOT EXISTS (SELECT FROM members_recruitment r
                       WHERE r.id = CASE TG_OP WHEN 'INSERT' THEN NEW.recruitment_id ELSE OLD.recruitment_id END
                         AND r.status = 'PREPARING') THEN
            REFUSE recruitment_track_kept: quotas stay as announced;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;""",
    ),
    "CREATE TRIGGER recruitment_track_kept BEFORE INSERT OR UPDATE OR DELETE ON members_recruitmenttrack "
    "FOR EACH ROW EXECUTE FUNCTION members_recruitment_track_kept()",
]

APPLICATION = [
    _function(
        "members_application_in_time",
        """
        SELECT r.status INTO stage FROM members_recruitment r WHERE r.id = NEW.recruitment_id;
        IF TG_OP = 'INSERT' THEN
            IF stage NOT IN ('ANNOUNCED', 'CLOSED', 'SCREENING') OR NEW.status IN ('ACCEPTED', 'REJECTED') THEN
                REFUSE application_in_time: applications come while the call is open;
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.recruitment_id <> OLD.recruitment_id OR NEW.user_id <> OLD.user_id
            OR OLD.number <> '' AND NEW.number <> OLD.number THEN
            REFUSE application_person_kept: an application stays with its person;
        END IF;
        IF NEW.status <> OLD.status AND NEW.status IN ('ACCEPTED', 'REJECTED') AND stage NOT IN ('SCREENING', 'TRAINING')
        THEN
            REFUSE application_list_frozen: screening is over;
        END IF;
        IF stage IN ('FROZEN', 'DRAWN', 'SENT', 'APPOINTED') AND OLD.status = 'ACCEPTED'
            AND (NEW.status NOT IN ('ACCEPTED', 'WITHDRAWN')
                 OR NEW.track_id IS DISTINCT FROM OLD.track_id
                 OR NEW.erased_at IS NULL AND (NEW.sex, NEW.household) IS DISTINCT FROM (OLD.sex, OLD.household))
        THEN
            REFUSE application_list_frozen: the list is frozen;
        END IF;
        RETURN NEW;""",
        "stage text;",
    ),
    "CREATE TRIGGER application_in_time BEFORE INSERT OR UPDATE ON members_application "
    "FOR EACH ROW EXECUTE FUNCTION members_application_in_time()",
]

# The seed is worked out here again, from the same text as members/selection.py seed_of().
DRAW = [
    _function(
        "members_draw_kept",
        """
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> 'FROZEN' OR NEW.seed <> '' OR NEW.result_sha256 <> '' THEN
                REFUSE draw_kept: a draw begins with a frozen list;
            END IF;
            RETURN NEW;
        END IF;
        IF (NEW.council_id, NEW.recruitment_id, NEW.attempt, NEW.previous_id, NEW.list_text, NEW.list_sha256,
            NEW.candidate_count, NEW.seed_source, NEW.officers, NEW.numbers_needed, NEW.frozen_at, NEW.frozen_by_id,
            NEW.terms_reason, NEW.terms_verdicts)
           IS DISTINCT FROM
           (OLD.council_id, OLD.recruitment_id, OLD.attempt, OLD.previous_id, OLD.list_text, OLD.list_sha256,
            OLD.candidate_count, OLD.seed_source, OLD.officers, OLD.numbers_needed, OLD.frozen_at, OLD.frozen_by_id,
            OLD.terms_reason, OLD.terms_verdicts)
           OR OLD.seed <> '' AND NEW.seed <> OLD.seed
           OR OLD.result_sha256 <> '' AND NEW.result_sha256 <> OLD.result_sha256
           OR OLD.status = 'VOID'
           OR NEW.status <> OLD.status AND NOT (OLD.status, NEW.status)
              IN (('FROZEN', 'DRAWN'), ('FROZEN', 'VOID'), ('DRAWN', 'VOID'))
        THEN
            REFUSE draw_kept: a draw is not changed;
        END IF;
        IF NEW.seed <> OLD.seed THEN
            SELECT string_agg('"' || n.value || '"', ',' ORDER BY n.position), count(*) INTO numbers, many
            FROM members_drawnumber n WHERE n.draw_id = NEW.id;
            SELECT coalesce(nullif(p.result_sha256, ''), p.list_sha256) INTO link
            FROM members_draw p WHERE p.id = NEW.previous_id;
            IF many <> NEW.numbers_needed OR NEW.seed <> encode(sha256(convert_to(
                '["seed",1,"' || NEW.list_sha256 || '","' || coalesce(link, '') || '",[' || numbers || ']]', 'UTF8'
            )), 'hex') THEN
                REFUSE draw_seed_from_numbers: the seed does not follow from list and numbers;
            END IF;
        END IF;
        IF NEW.status = 'DRAWN' AND OLD.status = 'FROZEN' AND NEW.candidate_count <> (
            SELECT count(*) FROM members_drawresult d WHERE d.draw_id = NEW.id
        ) THEN
            REFUSE draw_result_in_time: not everybody has a result;
        END IF;
        RETURN NEW;""",
        "numbers text; many integer; link text;",
    ),
    "CREATE TRIGGER draw_kept BEFORE INSERT OR UPDATE ON members_draw "
    "FOR EACH ROW EXECUTE FUNCTION members_draw_kept()",
    'REVOKE DELETE, TRUNCATE ON "members_draw" FROM portal_app',
    "CREATE TRIGGER draw_not_deleted BEFORE DELETE ON members_draw "
    "FOR EACH ROW EXECUTE FUNCTION portal_refuse_change('draw_kept')",
    "CREATE TRIGGER draw_not_emptied BEFORE TRUNCATE ON members_draw "
    "FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change('draw_kept')",
    _function(
        "members_draw_candidates",
        """
        IF EXISTS (
            SELECT FROM added c JOIN members_draw d ON d.id = c.draw_id
            JOIN members_application a ON a.id = c.application_id
            JOIN members_recruitmenttrack t ON t.id = c.track_id
            WHERE a.status <> 'ACCEPTED' OR a.recruitment_id <> d.recruitment_id OR a.track_id <> c.track_id
               OR t.by <> 'draw'
        ) THEN
            REFUSE draw_candidate_accepted: only those found eligible are drawn;
        END IF;
        IF EXISTS (
            SELECT FROM members_draw d WHERE d.id IN (SELECT draw_id FROM added)
            AND (d.status <> 'FROZEN'
                 OR (SELECT count(*) FROM members_drawcandidate c WHERE c.draw_id = d.id) <> d.candidate_count)
        ) THEN
            REFUSE draw_candidates_complete: the frozen list has another length;
        END IF;
        RETURN NULL;""",
    ),
    "CREATE TRIGGER draw_candidates AFTER INSERT ON members_drawcandidate "
    "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION members_draw_candidates()",
    _function(
        "members_draw_number_in_time",
        """
        IF NOT EXISTS (
            SELECT FROM members_draw d WHERE d.id = NEW.draw_id AND d.status = 'FROZEN' AND d.seed = ''
            AND NEW.position BETWEEN 1 AND d.numbers_needed
            AND d.candidate_count = (SELECT count(*) FROM members_drawcandidate c WHERE c.draw_id = d.id)
        ) THEN
            REFUSE draw_number_in_time: numbers come after the list and before the result;
        END IF;
        RETURN NEW;""",
    ),
    "CREATE TRIGGER draw_number_in_time BEFORE INSERT ON members_drawnumber "
    "FOR EACH ROW EXECUTE FUNCTION members_draw_number_in_time()",
    _function(
        "members_draw_results",
        """
        IF EXISTS (
            SELECT FROM added r JOIN members_draw d ON d.id = r.draw_id
            JOIN members_drawcandidate c ON c.id = r.candidate_id
            WHERE d.status <> 'FROZEN' OR d.seed = '' OR c.draw_id <> r.draw_id
        ) THEN
            REFUSE draw_result_in_time: a result needs the frozen list and the seed;
        END IF;
        IF EXISTS (
            SELECT FROM members_drawresult r JOIN members_drawcandidate c ON c.id = r.candidate_id
            JOIN members_recruitmenttrack t ON t.id = c.track_id
            WHERE r.draw_id IN (SELECT draw_id FROM added) AND r.outcome = 'seated'
            GROUP BY r.draw_id, t.id, t.seats HAVING count(*) > t.seats
        ) THEN
            REFUSE draw_result_quota: more drawn than the track has seats;
        END IF;
        RETURN NULL;""",
    ),
    "CREATE TRIGGER draw_results AFTER INSERT ON members_drawresult "
    "REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION members_draw_results()",
]

RESERVE = [
    _function(
        "members_reserve_in_rank_order",
        """
        IF (NEW.council_id, NEW.draw_id, NEW.application_id, NEW.track_id, NEW.rank)
           IS DISTINCT FROM (OLD.council_id, OLD.draw_id, OLD.application_id, OLD.track_id, OLD.rank) THEN
            REFUSE reserve_kept: a rank is not changed;
        END IF;
        IF NEW.state = 'ASKED' AND OLD.state <> 'ASKED' AND EXISTS (
            SELECT FROM members_reserve r WHERE r.draw_id = NEW.draw_id
            AND r.track_id IS NOT DISTINCT FROM NEW.track_id AND r.rank < NEW.rank AND r.state = 'WAITING'
        ) THEN
            REFUSE reserve_in_rank_order: somebody of a better rank still waits;
        END IF;
        RETURN NEW;""",
    ),
    "CREATE TRIGGER reserve_in_rank_order BEFORE UPDATE ON members_reserve "
    "FOR EACH ROW EXECUTE FUNCTION members_reserve_in_rank_order()",
    'REVOKE DELETE, TRUNCATE ON "members_reserve" FROM portal_app',
    "CREATE TRIGGER reserve_not_deleted BEFORE DELETE ON members_reserve "
    "FOR EACH ROW EXECUTE FUNCTION portal_refuse_change('reserve_kept')",
]

RECRUITMENT_GUARDS = [*RECRUITMENT, *APPLICATION, *DRAW, *RESERVE]
