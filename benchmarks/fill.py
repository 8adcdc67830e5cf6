"""One part of a big fictitious country, in a process of its own."""

import sys

import django

django.setup()

from datetime import UTC, datetime  # noqa: E402

UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CASES_OF_A_WORKER = 500
"""Closed ones counted too: as many as a worker may gather in three years. Proposed."""


def main(arguments: list[str]) -> None:
    """Prepare the database, make one part, or gather statistics for the planner."""
    from django.db import connection

    from kapea.commands.serving import prepare
    from kapea.site.demo.accounts import make_accounts
    from kapea.site.demo.country import make_country

    if arguments == ["prepare"]:
        prepare(load_pack=True)
        make_accounts()
    elif arguments == ["finish"]:
        spread()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        part, cases, persons = (int(each) for each in arguments)
        made = make_country(cases=cases, persons=persons, seed=1, part=part, until=UNTIL)
        print(
            f"part {part}: {made.cases:,} cases, {made.persons:,} persons, {made.seconds:.0f} s", flush=True
        )


def spread() -> None:
    """Give the cases of each of the few workers of the demo to many, so that nobody has ten thousand."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT owner_id, count(*) FROM casework_case WHERE owner_id IS NOT NULL GROUP BY 1")
        for owner_id, cases in cursor.fetchall():
            owner = get_user_model().objects.get(pk=owner_id)
            colleagues = [owner_id]
            for number in range(1, cases // CASES_OF_A_WORKER):
                owner.pk, owner.username = None, f"{owner.username.partition('#')[0]}#{number}"
                owner.save(force_insert=True)
                colleagues.append(owner.pk)
            cursor.execute(
                "UPDATE casework_case SET owner_id = (%s::bigint[])[1 + id %% %s] WHERE owner_id = %s",
                [colleagues, len(colleagues), owner_id],
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE worklist_task t SET assignee_id = c.owner_id FROM casework_case c "
            "WHERE t.assignee_id IS NOT NULL AND t.subject_kind = 'case' AND t.subject_code = c.code"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
