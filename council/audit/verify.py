"""Checking the chains: has anything in the history been changed, taken out or put in?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection


def broken_links(council_id: int | None) -> Iterator[str]:
    """Yield a Korean sentence for each fault in one council's chain (None: the platform's own).

    Reads through the open scope; the text of each entry comes from the same SQL function that linked it,
    the hash is computed here again.
    """
    chain = f"c{council_id}" if council_id else "platform"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM audit_entry e LEFT JOIN audit_link l ON l.entry_id = e.id "
            "WHERE e.council_id IS NOT DISTINCT FROM %s AND l.entry_id IS NULL ORDER BY e.id",
            [council_id],
        )
        for (entry_id,) in cursor.fetchall():
            yield f"이력 {entry_id}번이 이어져 있지 않습니다."
        cursor.execute(
            "SELECT l.entry_id, l.seq, l.previous, l.hash, audit_text(e) FROM audit_link l "
            "LEFT JOIN audit_entry e ON e.id = l.entry_id "
            "WHERE l.council_id IS NOT DISTINCT FROM %s ORDER BY l.seq",
            [council_id],
        )
        last, expected = "", 1
        for entry_id, seq, previous, digest, text in cursor:
            if seq != expected:
                yield f"{expected}번째 이력이 빠졌습니다."
                expected = seq
            if previous != last:
                yield f"{seq}번째 이력이 앞의 이력과 이어지지 않습니다."
            if text is None or hashlib.sha256(f"{previous}|{seq}|{text}".encode()).hexdigest() != digest:
                yield f"{seq}번째 이력(기록 {entry_id}번)의 내용이 적은 때와 다릅니다."
            last, expected = digest, expected + 1
        cursor.execute("SELECT seq, hash FROM audit_stamp WHERE chain = %s", [chain])
        head = cursor.fetchone() or (0, "")
        if head != (expected - 1, last):
            yield f"마지막 이력이 {head[0]}번째여야 하는데 {expected - 1}번째까지 있습니다."
