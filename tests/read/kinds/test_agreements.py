"""Agreements: what a record holds, and each mistake at its place with its words."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.base.dates import PartialDate
from sitegen.read.kinds.agreements import Agreement, Mobility, Signatory
from tests.read.kinds.items import found, read, record, said

LEAST = """
type: mou
title: {id: Nota Kesepahaman, en: Memorandum of Understanding}
partners: [its]
level: institution
stage: signed
"""
KEY = "its-mou-2022"
PATH = f"content/agreements/{KEY}.yaml"


def agreement(more: str = "", least: str = LEAST) -> Agreement:
    made = record("agreements", KEY, yaml=least + more)
    assert isinstance(made, Agreement)
    return made


def problems(more: str, least: str = LEAST) -> list[str]:
    return [told.removeprefix(f"{KEY}.yaml:") for told in found(read("agreements", KEY, yaml=least + more))]


def words(more: str, lang: str) -> list[str]:
    return said(read("agreements", KEY, yaml=LEAST + more), lang)


def test_an_agreement_with_everything() -> None:
    made = agreement("""
signed: 2022-01-01
effective: 2022-02-01
expires: 2027-01
number: {ours: 012/PL40/KS/2022, theirs: B-7}
units: [teknik]
parent: its-umbrella-2020
renews: its-mou-2017
signed_by: {ours: {name: Direktur, title: {id: Direktur, en: Director}}, theirs: Rektor}
signed_at: Surabaya
auto_renew: ya
scope: [Student Exchange, joint-research]
scope_text: {id: Pertukaran, en: Exchange}
mobility:
  - {direction: outbound, audience: student, purpose: studies, per_year: 2, months_or_days: 5 months, first_year: 2022/2023,
     isced: "0311", cefr: B2, language: en, blended: true}
languages: [id, EN]
funding: Anggaran masing-masing
contact: kui@politap.ac.id
document: {path: its-mou.pdf, public: true}
reporting: {laporkerma: reported, iku_category: 6}
""")
    assert (made.signed, made.effective) == (PartialDate(2022, 1, 1), PartialDate(2022, 2, 1))
    assert (made.expires, made.open_ended) == (PartialDate(2027, 1), False)
    assert (made.number_ours, made.number_theirs) == ("012/PL40/KS/2022", "B-7")
    assert made.signed_by_ours == Signatory(name="Direktur", title={"id": "Direktur", "en": "Director"})
    assert made.signed_by_theirs == Signatory(name="Rektor")
    assert made.scope == ("student_exchange", "joint_research")
    assert made.mobility == (
        Mobility(
            direction="outbound",
            audience="student",
            purpose="studies",
            per_year=2,
            duration="5 months",
            first_year="2022/2023",
            isced="0311",
            language="en",
            cefr="B2",
            blended=True,
        ),
    )
    assert made.languages_of_text == ("id", "en")
    assert made.document == "content/agreements/its-mou.pdf"
    assert (made.contact, made.auto_renew, made.units) == ("kui@politap.ac.id", True, ("teknik",))
    assert (made.keys("partners"), made.keys("parent"), made.keys("renews")) == (
        ("its",),
        ("its-umbrella-2020",),
        ("its-mou-2017",),
    )
    assert made.slugs == {"id": KEY, "en": KEY}
    assert made.languages == ("id", "en")


def test_pks_is_the_indonesian_name_of_an_moa() -> None:
    assert agreement("signed: 2022\nexpires: open", LEAST.replace("mou", "PKS", 1)).type == "moa"


def test_open_and_not_recorded_are_two_things() -> None:
    open_ended = agreement("signed: 2022-01-01\nexpires: open")
    assert (open_ended.expires, open_ended.open_ended) == (None, True)
    outcome = read("agreements", KEY, yaml=LEAST + "signed: 2022-01-01")
    assert found(outcome) == [f"{KEY}.yaml:5:8 expiry-missing"]
    assert isinstance(outcome.record, Agreement)
    assert not outcome.record.open_ended


@pytest.mark.parametrize(
    ("more", "public"),
    [
        ("stage: signed\nsigned: 2022\nexpires: open", True),
        ("stage: signed\nsigned: 2022\nexpires: open\nvisibility: internal", False),
        ("stage: in_process", False),
        ("stage: proposed\nvisibility: internal", False),
        ("stage: terminated\nsigned: 2022\nterminated: 2024-01-01", True),
        ("stage: cancelled", False),
    ],
)
def test_who_may_see_it(more: str, public: bool) -> None:
    assert agreement(more, LEAST.replace("stage: signed\n", "")).public is public


def test_a_document_is_internal_until_it_is_made_public() -> None:
    assert agreement("signed: 2022\nexpires: open\ndocument: its-mou.pdf").document is None
    assert agreement("signed: 2022\nexpires: open\ndocument: {url: 'https://a.id/x.pdf', public: true}").document == (
        "https://a.id/x.pdf"
    )


def test_the_reason_of_a_termination_is_not_kept() -> None:
    made = agreement("signed: 2022\nexpires: open\nterminated: {date: 2024-03-01, reason: pelanggaran}")
    assert made.terminated == date(2024, 3, 1)
    assert "pelanggaran" not in repr(made)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("signed: 2022-01-01\nexpires: 2021-01-01", ["7:10 agreement-dates"]),
        ("signed: 2022-03-01\nexpires: 2022-02", ["7:10 agreement-dates"]),
        ("signed: 2022-03\nexpires: 2022-03-05", []),
        ("signed: 2020\neffective: 2024-01-01\nexpires: 2023-01-01", ["8:10 agreement-dates"]),
        ("signed: 2022-01-01\nexpires: open\nterminated: 2021-12-31", ["8:13 agreement-dates"]),
        ("signed: 2024-02-28\nexpires: 2028-02-27\nterm: 5 tahun", ["7:10 term-differs"]),
        ("signed: 2024-02-28\nexpires: 2029-02-28\nterm: 5 tahun", []),
        ("signed: 2024-02-28\nexpires: 2029-02-26\nterm: 5 tahun", []),
        ("signed: 2024-02-28\nexpires: 2029-03-01\nterm: 5 tahun", ["7:10 term-differs"]),
        ("signed: 2024-02\nexpires: 2029-02\nterm: 5 tahun", []),
        ("expires: open", ["5:8 signed-missing"]),
        ("signed: 2022-01-01\nterm: 5 tahun", []),
        ("signed: 2022\nexpires: open\nscope: [studnt_exchange]", ["8:9 choice.near"]),
        ("signed: 2022\nexpires: open\nscope: student_exchange, teaching", ["8:8 value-type.list"]),
        ("signed: 2022\nexpires: open\nmobility: [{audience: student}]", ["8:12 required.inside"]),
        ("signed: 2022\nexpires: open\nmobility: [{direction: both, cefr: B3}]", ["8:36 value-type.form"]),
        ("signed: 2022\nexpires: open\ncontact: Kantor", ["8:10 address.email"]),
        ("signed: 2022\nexpires: open\ncontact: kui.politap@gmail.com", ["8:10 personal-data.mail"]),
        ("signed: 2022\nexpires: open\nparent: ITS", ["8:9 key.near"]),
        ("signed: 2022\nexpires: open\ndocument: {path: ../../../etc/passwd}", ["8:18 address.outside"]),
        ("signed: 2022\nexpires: open\nlanguages: [bahasa]", ["8:13 language"]),
    ],
)
def test_mistakes(more: str, expected: list[str]) -> None:
    assert problems(more) == expected


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("id", "Wajib diisi: stage, partners, type, dan level."),
        ("en", "Required: stage, partners, type and level."),
    ],
)
def test_what_every_agreement_needs_is_said_at_once(lang: str, message: str) -> None:
    outcome = read("agreements", KEY, yaml="title: Nota Kesepahaman\nterm: 5 tahun")
    assert said(outcome, lang) == [f"{PATH}:1:1: error: {message} [required]"]


def test_a_terminated_agreement_says_when() -> None:
    assert problems("stage: terminated", LEAST.replace("stage: signed\n", "")) == ["1:1 required"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            'stage: signed memerlukan "signed".',
            "Tambahkan tanggal tanda tangan, misalnya signed: 2022-11-21; bulan atau tahun saja juga boleh.",
        ),
        (
            "en",
            'stage: signed needs "signed".',
            "Add the date of signing, for example signed: 2022-11-21; a month or year alone will do.",
        ),
    ],
)
def test_words_of_a_signature_without_a_date(lang: str, message: str, hint: str) -> None:
    assert words("expires: open", lang) == [f"{PATH}:5:8: error: {message} [signed-missing]\n    {hint}"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            "Belum tercatat sampai kapan dokumen ini berlaku.",
            'Isi "expires" (tanggal, bulan, atau "open" bila tanpa batas).',
        ),
        (
            "en",
            "It is not recorded until when this document is in force.",
            'Fill in "expires" (a date, a month, or "open" if it has no end).',
        ),
    ],
)
def test_words_of_an_expiry_that_is_not_recorded(lang: str, message: str, hint: str) -> None:
    assert words("signed: 2022-01-01", lang) == [f"{PATH}:5:8: warning: {message} [expiry-missing]\n    {hint}"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        ("id", "expires (2021-01-01) sebelum signed (2022-01-01)", "Periksa tahunnya."),
        ("en", "expires (2021-01-01) is before signed (2022-01-01)", "Check the year."),
    ],
)
def test_words_of_an_expiry_before_the_signing(lang: str, message: str, hint: str) -> None:
    assert words("signed: 2022-01-01\nexpires: 2021-01-01", lang) == [
        f"{PATH}:7:10: error: {message} [agreement-dates]\n    {hint}"
    ]


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("id", 'term "5 tahun" sejak 2024-02-28 berakhir 2029-02-27, tetapi tertulis 2028-02-27.'),
        ("en", 'The term "5 tahun" from 2024-02-28 ends on 2029-02-27, but 2028-02-27 is written.'),
    ],
)
def test_words_of_a_term_that_ends_on_another_day(lang: str, message: str) -> None:
    (told,) = words("signed: 2024-02-28\nexpires: 2028-02-27\nterm: 5 tahun", lang)
    assert told.startswith(f"{PATH}:7:10: warning: {message} [term-differs]\n")


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            "Dokumen yang belum ditandatangani ini akan tampil di situs. Benar?",
            "Bila tidak, hapus visibility: public.",
        ),
        (
            "en",
            "This document is not signed, and will be shown on the site. Is that right?",
            "If not, delete visibility: public.",
        ),
    ],
)
def test_words_of_a_public_agreement_in_process(lang: str, message: str, hint: str) -> None:
    outcome = read("agreements", KEY, yaml=LEAST.replace("signed", "in_process") + "visibility: public")
    assert said(outcome, lang) == [f"{PATH}:6:13: warning: {message} [in-process-public]\n    {hint}"]
    assert isinstance(outcome.record, Agreement)
    assert outcome.record.public


def test_a_leap_day_plus_one_year_ends_on_the_last_of_february() -> None:
    assert agreement("signed: 2024-02-29\nterm: 1 tahun").last_day == date(2025, 2, 28)
