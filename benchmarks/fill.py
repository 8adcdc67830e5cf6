"""One part of a big fictitious country, in a process of its own."""

import sys

import django

django.setup()

from datetime import UTC, datetime  # noqa: E402

UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


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
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        part, cases, persons = (int(each) for each in arguments)
        made = make_country(cases=cases, persons=persons, seed=1, part=part, until=UNTIL)
        print(
            f"part {part}: {made.cases:,} cases, {made.persons:,} persons, {made.seconds:.0f} s", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
