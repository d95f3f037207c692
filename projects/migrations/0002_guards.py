"""Counts kept by the database, and no status without the record that tells of it."""

from django.db import migrations

from projects.sql import GUARDS


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_proposals_and_projects")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in GUARDS]
