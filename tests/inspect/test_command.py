"""The command `sitegen check` on what was built: what it prints in each form, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.inspect.small_site import FILES
from tests.sites import write_site

PAGE = "id/berita/2022/pelatihan/index.html"


def sitegen(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SITEGEN"))}
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments, "--at", "2026-11-24"],
        cwd=cwd,
        env=plain | environment,
        capture_output=True,
        text=True,
    )


def built(root: Path) -> Path:
    linking = {"content/pages/about.en.md": "---\ntitle: About us\n---\n\n[Gone](/id/agenda/2022/pelatihan/)\n"}
    write_site(root, {**FILES, **linking})
    assert sitegen("build", cwd=root).returncode == 0
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site without a page that another leads to, and with a picture that says nothing."""
    root = built(tmp_path_factory.mktemp("broken"))
    (root / "output" / "id" / "agenda" / "2022" / "pelatihan" / "index.html").unlink()
    page = root / "output" / PAGE
    page.write_bytes(page.read_bytes().replace(b"</main>", b'<img src="data:," width="1" height="1"></main>'))
    return root


def test_a_clean_site_is_checked_with_exit_code_0(site: Path) -> None:
    done = sitegen("check", cwd=site)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "output" not in done.stderr


def test_findings_stand_beside_those_of_the_content_and_exit_with_1(broken: Path) -> None:
    done = sitegen("check", "--lang", "en", cwd=broken)
    assert done.returncode == 1
    assert (
        "content/pages/about.en.md:5:8: error: "
        'The link "/id/agenda/2022/pelatihan/" leads to a page or file that is not there. [page-link]\n'
        "    Check the spelling of the address, or take the link away.\n"
    ) in done.stderr
    assert f"output/{PAGE}:1:1: warning: The picture" in done.stderr
    assert "[translation-missing]" in done.stderr


def test_another_folder_is_looked_at_with_o(site: Path, broken: Path) -> None:
    assert sitegen("check", "-o", str(site / "output"), cwd=broken).returncode == 0
    assert sitegen("check", cwd=site, SITEGEN_OUTPUT=str(broken / "output")).returncode == 1


def test_a_site_for_another_address_is_checked_with_that_address(site: Path) -> None:
    away = "https://lain.example.ac.id/kui/"
    assert sitegen("build", "--base-url", away, "-o", "away", cwd=site).returncode == 0
    assert "[output-address]" in sitegen("check", "-o", "away", cwd=site).stderr
    assert "away" not in sitegen("check", "-o", "away", "--base-url", away, cwd=site).stderr


def test_annotations_for_github_name_the_source(broken: Path) -> None:
    done = sitegen("check", "--format", "github", cwd=broken)
    assert "::error file=content/pages/about.en.md,line=5,col=8,title=page-link::" in done.stdout


def test_json_names_what_was_built_as_it_names_the_content(broken: Path) -> None:
    found = json.loads(sitegen("check", "--format", "json", cwd=broken).stdout)
    codes = {(problem["path"], problem["line"], problem["code"]) for problem in found["problems"]}
    assert ("content/pages/about.en.md", 5, "page-link") in codes
    assert (f"output/{PAGE}", 1, "page-picture") in codes


# SARIF 2.1.0 (OASIS, 2020), by the sections that programs rely on


def sarif(site: Path, *arguments: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sitegen("check", "--format", "sarif", *arguments, cwd=site).stdout)
    return log


@pytest.mark.parametrize("lang", ["id", "en"])
def test_sarif_has_the_parts_that_the_schema_asks_for(lang: str, broken: Path) -> None:
    log = sarif(broken, "--lang", lang)
    assert log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"  # 3.13.3
    assert log["version"] == "2.1.0"  # 3.13.2
    (run,) = log["runs"]
    driver = run["tool"]["driver"]  # 3.18.2
    assert (driver["name"], driver["language"]) == ("sitegen", lang)
    assert run["columnKind"] == "unicodeCodePoints"  # 3.14.17
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"]) > 0  # 3.19.23
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]  # 3.49.9, 3.49.13
        assert "{" not in rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")  # 3.50.3


def test_sarif_results_point_into_the_files(broken: Path) -> None:
    (run,) = sarif(broken)["runs"]
    rules = run["tool"]["driver"]["rules"]
    places = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # 3.27.6
        assert result["level"] in ("error", "warning", "note")  # 3.27.10
        assert result["message"]["text"]  # 3.27.11
        (location,) = result["locations"]  # 3.27.12
        uri = location["physicalLocation"]["artifactLocation"]["uri"]  # 3.4.3
        region = location["physicalLocation"]["region"]
        assert not urlsplit(uri).scheme and not uri.startswith("/")
        assert region["startLine"] >= 1 and region["startColumn"] >= 1  # 3.30.5, 3.30.6
        places.add((result["ruleId"], uri, region["startLine"], region["startColumn"]))
    assert ("page-link", "content/pages/about.en.md", 5, 8) in places
    assert ("page-picture", f"output/{PAGE}", 1, 1) in places


def test_sarif_escapes_what_an_address_may_not_have(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/pages/tentang kami.id.md": "---\ntitle: A\n---\n\nIsi.\n"})
    assert "content/pages/tentang%20kami.id.md" in json.dumps(sarif(tmp_path))


def test_sarif_is_printed_where_site_yaml_is_missing(tmp_path: Path) -> None:
    done = sitegen("check", "--format", "sarif", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["runs"][0]["results"][0]["ruleId"] == "site-file.missing"
