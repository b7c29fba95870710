"""The command as a person and a script meet it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sites import write_site

ARTICLE: dict[str, str | bytes] = {
    "content/news/2022-11-21-a.id.md": "---\ntitle: A\n---\n\nIsi.\n",
    "content/news/2022-11-21-a.en.md": "---\ntitle: A\n---\n\nWords.\n",
}
WRONG: dict[str, str | bytes] = {
    "content/news/2022-11-21-b.id.md": "---\ntitle: B\ndate: 31 November 2022\n---\n\nIsi.\n"
}
WARNED: dict[str, str | bytes] = {"content/news/2022-11-21-c.id.md": "---\ntitle: C\nringkas: x\n---\n\nIsi.\n"}


def sitegen(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SITEGEN"))}
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments], cwd=cwd, env=plain | environment, capture_output=True, text=True
    )


def as_json(*arguments: str, cwd: Path, **environment: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sitegen(*arguments, "--format", "json", cwd=cwd, **environment).stdout)
    return found


def test_a_fine_site_is_published_with_one_line_on_stdout(tmp_path: Path) -> None:
    done = sitegen("build", cwd=write_site(tmp_path, ARTICLE))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("29 halaman di ")
    assert done.stdout.count("\n") == 1
    page = tmp_path / "output" / "id" / "index.html"
    assert page.stat().st_mode & 0o777 == 0o644
    assert page.parent.stat().st_mode & 0o777 == 0o755


def test_a_second_build_of_the_same_files_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE)
    sitegen("build", cwd=tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}
    sitegen("build", "--clean", "-j", "2", cwd=tmp_path)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")} == before


def test_an_error_exits_with_1_and_goes_to_stderr(tmp_path: Path) -> None:
    done = sitegen("build", "--lang", "en", cwd=write_site(tmp_path, ARTICLE | WRONG))
    assert done.returncode == 1
    assert done.stderr == (
        "content/news/2022-11-21-b.id.md:3:7: error: There is no 31 November; November has only 30 days. [date-impossible]\n"
        "    Check the date.\n"
    )
    assert done.stdout == "Nothing was published. Errors: 1, warnings: 0, notes: 0.\n"
    assert not (tmp_path / "output").exists()


def test_check_prints_what_build_would_and_publishes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | WARNED)
    first, built, second = (sitegen(verb, cwd=tmp_path) for verb in ("check", "build", "check"))
    assert second.stderr == built.stderr != ""
    assert first.stderr.removeprefix(built.stderr).startswith("output:1:1: note: ")  # there is nothing built to look at
    assert (first.returncode, built.returncode, second.returncode) == (0, 0, 0)


def test_a_warning_stops_a_strict_build(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | WARNED)
    assert sitegen("check", "--strict", cwd=tmp_path).returncode == 1
    assert sitegen("build", "--strict", cwd=tmp_path).returncode == 1
    assert not (tmp_path / "output").exists()


def test_a_missing_site_and_wrong_usage_exit_with_2(tmp_path: Path) -> None:
    missing = sitegen("build", "--lang", "en", cwd=tmp_path)
    assert missing.returncode == 2
    assert missing.stderr.startswith("site.yaml:1:1: error: ")
    for wrong in (["biuld"], ["build", "--at", "kemarin"], ["build", "--base-url", "x"], ["build", "--nothing"]):
        done = sitegen(*wrong, cwd=write_site(tmp_path, ARTICLE))
        assert done.returncode == 2
        assert done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "out", ["", ".", "..", "/", "~", "$UNSET/x", "content", "content/news", "themes/x", "site.yaml"]
)
def test_a_dangerous_output_folder_is_refused_before_any_work(tmp_path: Path, out: str) -> None:
    root = write_site(tmp_path / "situs", ARTICLE)
    before = sorted(path for path in tmp_path.rglob("*"))
    done = sitegen("build", "-o", out, "--lang", "en", cwd=root)
    assert done.returncode == 2
    assert "[output-folder]" in done.stderr
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_what_the_machine_does_not_let_us_do_exits_with_3(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE)
    sitegen("build", cwd=tmp_path)
    page = tmp_path / "output" / "id" / "index.html"
    page.unlink()
    page.mkdir()
    (page / "milik-orang.txt").write_text("x")
    done = sitegen("build", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 3
    assert "id/index.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_says_the_same_as_text(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | WRONG)
    found = as_json("build", "--lang", "en", cwd=tmp_path)
    assert list(found) == ["problems", "pages", "rendered", "removed", "unchanged", "valid_until", "seconds"]
    assert found["problems"] == [
        {
            "path": "content/news/2022-11-21-b.id.md",
            "line": 3,
            "column": 7,
            "severity": "error",
            "code": "date-impossible",
            "message": "There is no 31 November; November has only 30 days.",
            "hint": "Check the date.",
        }
    ]
    assert as_json("build", "-o", "/", cwd=tmp_path)["problems"][0]["code"] == "output-folder"


def test_a_workflow_of_github_shows_problems_at_their_lines(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"content/news/2022-11-21-b.id.md": "---\ntitle: B\nringkas: 5%\n---\n\nIsi.\n"}
    done = sitegen("check", "--format", "github", "--lang", "en", cwd=write_site(tmp_path, files))
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        "::notice file=content/news/2022-11-21-b.id.md,line=1,col=1,title=translation-missing"
        "::There is no English version yet: 2022-11-21-b.",
        "::warning file=content/news/2022-11-21-b.id.md,line=3,col=1,title=unknown-field"
        '::"ringkas" is not known and is ignored. Did you mean "ringkasan"?',
    ]


def test_json_is_printed_without_a_site_too(tmp_path: Path) -> None:
    done = sitegen("check", "--format", "json", "--lang", "en", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (2, "")
    assert [(problem["path"], problem["code"]) for problem in found["problems"]] == [("site.yaml", "site-file")]
    assert (found["pages"], found["rendered"], found["removed"], found["valid_until"]) == (0, 0, 0, None)


def test_a_source_that_cannot_be_opened_exits_with_3(tmp_path: Path) -> None:
    write_site(tmp_path, {"content": "not a folder"})
    done = sitegen("check", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith("sitegen: content: ")


def test_json_counts_pages_and_what_was_removed(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE)
    first = as_json("build", cwd=tmp_path)
    assert (first["pages"], first["rendered"], first["removed"], first["unchanged"]) == (29, 29, 0, 0)
    (tmp_path / "content/news/2022-11-21-a.en.md").unlink()
    assert as_json("build", cwd=tmp_path)["removed"] == 1


def test_the_date_is_an_argument_then_the_epoch_in_the_zone_of_the_site(tmp_path: Path) -> None:
    event: dict[str, str | bytes] = {"content/events/e.yaml": "title: E\nstart: 2026-12-01\ncountry: ID\n"}
    write_site(tmp_path, event)
    late = str(1796057999)  # 2026-11-30 16:59:59 UTC: a second before midnight in Jakarta
    assert as_json("check", cwd=tmp_path, SOURCE_DATE_EPOCH=late)["valid_until"] == "2026-12-01"
    assert as_json("check", cwd=tmp_path, SOURCE_DATE_EPOCH=str(int(late) + 1))["valid_until"] == "2026-12-02"
    assert as_json("check", "--at", "2026-12-02", cwd=tmp_path, SOURCE_DATE_EPOCH=late)["valid_until"] is None


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "Tidak ada"),
        ({"LANG": "en_US.UTF-8"}, "Nothing"),
        ({"LANG": "id_ID.UTF-8"}, "Tidak ada"),
        ({"LC_ALL": "en_GB", "LANG": "id_ID"}, "Nothing"),
    ],
)
def test_messages_follow_the_locale_else_are_indonesian(tmp_path: Path, environment: dict[str, str], word: str) -> None:
    assert sitegen("build", cwd=tmp_path, **environment).stdout.startswith(word)
    assert sitegen("build", "--lang", "id", cwd=tmp_path, **environment).stdout.startswith("Tidak ada")


def test_drafts_and_days_to_come_are_shown_on_request(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/news/a.id.md": "---\ntitle: A\ndate: 2026-01-01\ndraft: true\n---\n\nIsi.\n",
        "content/news/b.id.md": "---\ntitle: B\ndate: 2026-12-01\n---\n\nIsi.\n",
    }
    write_site(tmp_path, files)
    for options, shown in (
        ([], set()),
        (["--drafts"], {"a"}),
        (["--future"], {"b"}),
        (["--drafts", "--future"], {"a", "b"}),
    ):
        sitegen("build", "--at", "2026-11-24", *options, cwd=tmp_path)
        found = {path.parent.name for path in (tmp_path / "output/id/berita/2026").glob("*/index.html")}
        assert found == shown


def test_the_folder_and_the_address_may_be_given(tmp_path: Path) -> None:
    write_site(tmp_path / "situs", ARTICLE)
    sitegen("build", "-C", "situs", "-o", "hasil", "--base-url", "https://example.org/kui", cwd=tmp_path)
    assert '<link rel="canonical" href="https://example.org/kui/id/">' in (tmp_path / "hasil/id/index.html").read_text()
    assert sitegen("check", "--root", "situs", cwd=tmp_path).returncode == 0


def test_a_mistyped_command_is_answered_with_the_right_one(tmp_path: Path) -> None:
    assert "build" in sitegen("buidl", cwd=tmp_path).stderr


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The top-level packages that a run has loaded when it ends."""
    script = (
        "import sys\nfrom sitegen.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


HEAVY = {
    "asyncio",
    "babel",
    "concurrent",
    "dataclasses",
    "icalendar",
    "jinja2",
    "markdown",
    "multiprocessing",
    "nh3",
    "xml",
    "yaml",
}


def test_help_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    loaded = loaded_by("--help", cwd=tmp_path)
    assert "click" in loaded
    assert loaded & (HEAVY | {"tomllib"}) == set()


def test_a_build_with_nothing_to_do_loads_nothing_that_reads_and_renders(tmp_path: Path) -> None:
    long = f"---\ntitle: A\nsummary: {'Kata ' * 60}\n---\n\nIsi.\n"
    write_site(tmp_path, ARTICLE | {"content/news/2022-11-21-a.id.md": long})
    assert "[summary-long]" in sitegen("build", "--at", "2026-11-24", cwd=tmp_path).stderr
    loaded = loaded_by("build", "--at", "2026-11-24", cwd=tmp_path)
    assert {"msgspec", "tomllib"} <= loaded
    assert loaded & (HEAVY | {"zipfile"}) == set()


def test_a_reader_that_goes_away_ends_no_build_in_a_traceback(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | WARNED)
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", "check"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"])
def test_a_build_that_is_stopped_says_so_in_its_exit_code(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    many = {f"content/pages/p{n}.id.md": f"---\ntitle: P{n}\n---\n\n{'Isi. ' * 2000}\n" for n in range(300)}
    write_site(tmp_path, dict(many))
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        lock = tmp_path / ".sitegen" / "lock"
        while process.poll() is None and not (lock.exists() and lock.read_bytes()):
            pass
        process.send_signal(sent)
        _, errors = process.communicate()
        assert process.returncode == code
        assert b"Traceback" not in errors
    assert not (tmp_path / "output").exists()


def test_a_full_device_behind_stdout_exits_with_3(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", "check"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_an_epoch_that_no_date_can_hold_is_wrong_usage(tmp_path: Path) -> None:
    done = sitegen("check", cwd=write_site(tmp_path, ARTICLE), SOURCE_DATE_EPOCH="253402300799")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr


def test_json_is_utf_8_whatever_the_machine_writes_otherwise(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/partners/a.yaml": "name: {local: {text: جامعة, lang: ar}}\nkind: university\ncountry: EG\n"
    }
    found = as_json("check", cwd=write_site(tmp_path, files), PYTHONIOENCODING="cp1252")
    assert "جامعة" in found["problems"][0]["message"]
