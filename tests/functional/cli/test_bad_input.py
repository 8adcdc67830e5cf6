"""What an operator gets wrong is said in one line on stderr, with exit code 2 and no traceback."""

import socket
import subprocess

import pytest

from scenes.served import environment, free_port, kapea


def run(*arguments, **settings):
    """Run the command in its own process, with these settings and no others."""
    return subprocess.run(
        kapea(*arguments),
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def said_once(done):
    """One message on stderr, exit code 2, nothing on stdout."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return lines


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"KAPEA_PACK": "/nowhere"}, "KAPEA_PACK"),
        ({"KAPEA_DEBUG": "perhaps"}, "KAPEA_DEBUG"),
        ({"KAPEA_PROXIES": "-1"}, "KAPEA_PROXIES"),
        ({"KAPEA_HTTP": "0"}, "KAPEA_HTTP is not a setting of Kapea"),
        ({"DATABASE_URL": "mysql://localhost/kapea"}, "DATABASE_URL"),
    ],
    ids=["no pack", "not a yes or no", "not a number", "a name misspelt", "a database we do not know"],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path, given, words):
    lines = said_once(run("migrate", **{"KAPEA_HOME": str(tmp_path), **given}))
    assert len(lines) == 1
    assert words in lines[0]


def test_a_folder_that_cannot_be_made_is_named_in_one_line(tmp_path):
    (tmp_path / "file").write_text("no folder")
    for command in ("migrate", "demo"):
        lines = said_once(run(command, KAPEA_HOME=str(tmp_path / "file" / "home")))
        assert len(lines) == 1
        assert "cannot be made" in lines[0]


@pytest.mark.parametrize(
    "asked", [("audit", "verify"), ("keys", "rotate"), ("user", "list"), ("figures", "table", "assistance")]
)
def test_a_database_that_was_never_prepared_is_said_to_be_so(tmp_path, asked):
    lines = said_once(run(*asked, KAPEA_HOME=str(tmp_path), KAPEA_PROXIES="0"))
    assert lines == ["kapea: The database is not prepared for this version. Run: kapea migrate"]


def test_a_database_out_of_reach_is_named_without_its_password(tmp_path):
    url = f"postgresql://kapea:a-secret-word@127.0.0.1:{free_port()}/kapea"
    lines = said_once(run("migrate", KAPEA_HOME=str(tmp_path), DATABASE_URL=url))
    assert len(lines) == 1
    assert "does not answer" in lines[0]
    assert "a-secret-word" not in lines[0]


def test_a_file_of_keys_that_is_none_is_named_in_one_line(tmp_path):
    (tmp_path / "keys.json").write_text("not keys")
    lines = said_once(run("migrate", KAPEA_HOME=str(tmp_path)))
    assert len(lines) == 1
    assert "keys.json" in lines[0]


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        lines = said_once(run("demo", "--port", str(port), KAPEA_HOME=str(tmp_path / "home")))
    assert len(lines) == 1
    assert f"Port {port}" in lines[0]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("demo", "--cases", "many"),
        ("figures", "table", "police_results", "--from", "yesterday"),
        ("estimate", "x.csv", "--method", "guess"),
        ("user", "add"),
    ],
    ids=["no command", "no such command", "not a number", "not a day", "no such method", "no name"],
)
def test_arguments_that_cannot_be_read_are_explained(tmp_path, arguments):
    lines = said_once(run(*arguments, KAPEA_HOME=str(tmp_path)))
    assert lines[0].startswith("usage: kapea")
    assert "error:" in lines[-1]


@pytest.mark.parametrize("cases", ["0", "-4", "20001"])
def test_a_number_of_cases_out_of_range_is_explained(tmp_path, cases):
    lines = said_once(run("demo", "--cases", cases, "--port", str(free_port()), KAPEA_HOME=str(tmp_path)))
    assert len(lines) == 1
    assert "--cases" in lines[0]


def test_a_table_that_the_country_has_not_is_answered_with_those_it_has(tmp_path):
    lines = said_once(run("figures", "table", "nothing_such", KAPEA_HOME=str(tmp_path)))
    assert len(lines) == 1
    assert "There is no table 'nothing_such'; there are: police_results, " in lines[0]


def test_a_file_that_is_not_there_is_named(tmp_path):
    lines = said_once(run("estimate", str(tmp_path / "lists.csv"), KAPEA_HOME=str(tmp_path)))
    assert len(lines) == 1
    assert "lists.csv" in lines[0]
