"""Open data as other programs and Excel read it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.build_site import Built, build_site

CANARY = "burung-kenari"

FILES: dict[str, str | bytes] = {
    "content/partners/umpsa.yaml": f"""
name: {{official: Universiti Malaysia Pahang Al-Sultan Abdullah, en: UMPSA University, local: {{text: جامعة, lang: ar}}}}
short: UMPSA
aliases: [UMP, /id/mitra/ump/]
former_names: [{{name: KUKTEM, until: 2006}}, {{name: Tanpa tanggal}}]
kind: university
country: MY
city: {{id: Pekan, en: Pekan Town}}
geo: {{lat: 3.54, lon: 103.43}}
website: https://www.umpsa.edu.my/
ids: {{schac: umpsa.edu.my}}
since: 2016
contact: {{office: IRO, email: iro@umpsa.edu.my, person: {CANARY}-orang}}
""",
    "content/partners/jejaring.yaml": "name: Jejaring\nkind: network\n",
    "content/agreements/a-mou.yaml": f"""
type: mou
title: {{id: '=HYPERLINK("https://evil.example")', en: 'Agreement "A", B; C'}}
number: {{ours: '-1/2026', theirs: '{CANARY}'}}
partners: [umpsa, jejaring]
level: institution
stage: signed
signed: 2026-02-28
term: 5 tahun
scope: [student_exchange, internship]
signed_by: {{ours: {{name: Direktur}}}}
document: {{path: rahasia-{CANARY}.pdf}}
reporting: {{laporkerma: {CANARY}}}
""",
    "content/agreements/b-open.yaml": """
type: moa
title: Tanpa batas
partners: [umpsa]
level: institution
stage: signed
signed: 2020
expires: open
renews: c-internal
""",
    "content/agreements/c-internal.yaml": f"""
type: mou
title: Rahasia {CANARY}
partners: [umpsa]
level: institution
stage: signed
signed: 2015-01-01
expires: 2019-12
visibility: internal
""",
    "content/agreements/d-process-{CANARY}.yaml".replace("{CANARY}", CANARY): f"""
type: mou
title: Diproses {CANARY}
partners: [umpsa]
level: institution
stage: in_process
""",
    "content/agreements/e-ended.yaml": f"""
type: loi
title: Berakhir
partners: [jejaring]
level: unit
stage: terminated
signed: 2024-01
expires: 2026-01
terminated: {{date: 2025-06-30, reason: {CANARY}}}
""",
    "content/agreements/f-cancelled.yaml": f"""
type: loi
title: Batal {CANARY}
partners: [umpsa]
level: unit
stage: cancelled
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("data"), FILES)
    assert not [problem for problem in built.problems if problem.severity == "error"]
    return built


def partners(site: Built) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in json.loads(site.files["data/partners.json"])["partners"]}


def rows(site: Built) -> dict[str, dict[str, str]]:
    text = site.files["data/agreements.csv"].decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_excel_sees_utf_8_and_lines_end_as_rfc_4180_says(site: Built) -> None:
    data = site.files["data/agreements.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,type,title_id,title_en,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == len(rows(site)) + 1


def test_each_public_document_is_a_row_also_those_that_were_renewed_or_ended(site: Built) -> None:
    assert list(rows(site)) == ["a-mou", "b-open", "e-ended"]


def test_a_row_says_what_was_agreed(site: Built) -> None:
    row = rows(site)["a-mou"]
    assert row["title_en"] == 'Agreement "A", B; C'
    assert row["partners"] == "umpsa jejaring"
    assert row["partner_names"] == "Universiti Malaysia Pahang Al-Sultan Abdullah; Jejaring"
    assert (row["countries"], row["level"], row["scope"]) == ("MY", "institution", "student_exchange internship")
    assert (row["signed"], row["expires"], row["validity"]) == ("2026-02-28", "2031-02-27", "active")


def test_dates_keep_the_precision_that_was_written(site: Built) -> None:
    assert (rows(site)["b-open"]["signed"], rows(site)["b-open"]["expires"]) == ("2020", "open")
    assert (rows(site)["e-ended"]["signed"], rows(site)["e-ended"]["expires"]) == ("2024-01", "2026-01")
    assert rows(site)["e-ended"]["validity"] == "ended"


def test_programs_get_the_same_documents_as_spreadsheets(site: Built) -> None:
    document = json.loads(site.files["data/agreements.json"])
    assert [each["id"] for each in document["agreements"]] == list(rows(site))
    for each in document["agreements"]:
        row = rows(site)[each["id"]]
        assert " ".join(each["partners"]) == row["partners"]
        assert " ".join(each.get("scope", [])) == row["scope"]
        for name in ("type", "level", "signed", "effective", "expires", "validity", "renews"):
            assert each.get(name, "") == row[name]


def test_a_document_says_what_was_agreed_and_nothing_that_is_not_known(site: Built) -> None:
    first = json.loads(site.files["data/agreements.json"])["agreements"][0]
    assert first == {
        "id": "a-mou",
        "type": "mou",
        "title": {"id": '=HYPERLINK("https://evil.example")', "en": 'Agreement "A", B; C'},
        "number": "-1/2026",
        "partners": ["umpsa", "jejaring"],
        "partner_names": ["Universiti Malaysia Pahang Al-Sultan Abdullah", "Jejaring"],
        "countries": ["MY"],
        "level": "institution",
        "signed": "2026-02-28",
        "expires": "2031-02-27",
        "validity": "active",
        "scope": ["student_exchange", "internship"],
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    text = f"type: mou\ntitle: '{start}1+1'\npartners: [p]\nlevel: unit\nstage: signed\nsigned: 2026\nexpires: open\n"
    files: dict[str, str | bytes] = {"content/partners/p.yaml": f"name: '{start}A'\nkind: network\n"}
    site = build_site(tmp_path, files | {"content/agreements/a.yaml": text})
    row = rows(site)["a"]
    assert (row["title_id"], row["partner_names"]) == (f"'{start}1+1", f"'{start}A")
    assert not [cell for cell in row.values() if cell.startswith(start)]


def test_formulas_are_disarmed_in_titles_and_numbers(site: Built) -> None:
    row = rows(site)["a-mou"]
    assert row["title_id"] == '\'=HYPERLINK("https://evil.example")'
    assert row["number"] == "'-1/2026"


def test_a_partner_says_what_the_public_may_know(site: Built) -> None:
    assert partners(site)["umpsa"] == {
        "id": "umpsa",
        "name": {"en": "UMPSA University"},
        "official_name": "Universiti Malaysia Pahang Al-Sultan Abdullah",
        "short": "UMPSA",
        "local_name": {"text": "جامعة", "lang": "ar"},
        "other_names": ["UMP"],
        "former_names": [{"name": "KUKTEM", "until": "2006"}, {"name": "Tanpa tanggal"}],
        "kind": "university",
        "status": "active",
        "country": "MY",
        "city": {"en": "Pekan Town", "id": "Pekan"},
        "geo": {"lat": 3.54, "lon": 103.43},
        "website": "https://www.umpsa.edu.my/",
        "ids": {"schac": "umpsa.edu.my"},
        "since": "2016",
        "validity": "active",
        "agreements": ["a-mou", "b-open"],
        "urls": {
            "en": "https://kui.example.ac.id/en/partners/umpsa/",
            "id": "https://kui.example.ac.id/id/mitra/umpsa/",
        },
    }


def test_what_is_not_known_of_a_partner_is_absent(site: Built) -> None:
    assert partners(site)["jejaring"] == {
        "id": "jejaring",
        "official_name": "Jejaring",
        "kind": "network",
        "status": "active",
        "validity": "active",
        "agreements": ["a-mou", "e-ended"],
        "urls": {
            "en": "https://kui.example.ac.id/en/partners/jejaring/",
            "id": "https://kui.example.ac.id/id/mitra/jejaring/",
        },
    }


def test_renewing_an_internal_agreement_does_not_tell_of_it(site: Built) -> None:
    assert rows(site)["b-open"]["renews"] == ""
    assert [name for name, data in site.files.items() if b"c-internal" in data] == []


def test_what_is_internal_is_nowhere_in_the_output(site: Built) -> None:
    shown = [name for name, data in site.files.items() if CANARY.encode() in data]
    expected = {"id/kerja-sama/index.html", "en/agreements/index.html"}  # the partner's number of a public agreement
    expected |= {name for name in shown if "/umpsa/" in name or "/jejaring/" in name}
    for name in shown:
        text = site.text(name).replace(f"{CANARY}</dd>", "")
        assert name in expected
        assert CANARY not in text, name


def test_a_site_without_partners_offers_empty_data(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert partners(site) == {}
    assert rows(site) == {}
    assert site.files["data/agreements.csv"].endswith(b"\r\n")
