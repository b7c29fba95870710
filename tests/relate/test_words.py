"""What authors read of each mistake, word for word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import in_order
from sitegen.read.record import Record
from sitegen.relate.relating import relate
from tests.relate.make import TODAY, agreement, article, content, event, partner, topic

KEY = "2026-01-01-a"
NEWS = f"content/news/{KEY}.yaml"
REPORT = article(KEY, partners="umpsa", topics="mobility")
BASIS = [
    partner("umpsa"),
    partner("its", country="ID"),
    topic("mobility"),
    REPORT,
    article("2026-01-02-b", partners="its"),
]
"""Records that are right together; a mistake's record replaces the one of its key."""

MISTAKES: dict[str, tuple[list[Record], str, str]] = {
    "unknown-reference.partners": (
        [article(KEY, partners=["umpsa", "nobody"])],
        f'{NEWS}:4:3: error: Tidak ada mitra dengan kunci "nobody". [unknown-reference]\n'
        "    Buat content/partners/nobody.yaml, atau pakai kunci mitra yang sudah ada.",
        f'{NEWS}:4:3: error: There is no partner with the key "nobody". [unknown-reference]\n'
        "    Make content/partners/nobody.yaml, or use the key of a partner that is there.",
    ),
    "unknown-reference.topics-near": (
        [article(KEY, partners="umpsa", topics="mobilty")],
        f'{NEWS}:2:3: error: Topik "mobilty" tidak ada dalam content/topics.yaml. Maksudnya "mobility"? [unknown-reference]\n'
        "    Tulis mobility.",
        f'{NEWS}:2:3: error: The topic "mobilty" is not in content/topics.yaml. Did you mean "mobility"? [unknown-reference]\n'
        "    Write mobility.",
    ),
    "cycle": (
        [agreement("a", renews="b"), agreement("b", renews="a")],
        'content/agreements/a.yaml:11:3: error: "renews" berputar kembali ke awal: a → b → a. [cycle]\n'
        '    Hapus "renews" pada salah satunya.',
        'content/agreements/a.yaml:11:3: error: "renews" leads back to where it began: a → b → a. [cycle]\n'
        '    Delete "renews" in one of them.',
    ),
    "parent-missing": (
        [agreement("ia", type="ia")],
        "content/agreements/ia.yaml:15:3: warning: Perjanjian pelaksanaan (ia) belum menyebut induknya. [parent-missing]\n"
        '    Tambahkan "parent" dengan kunci MoU atau MoA-nya.',
        "content/agreements/ia.yaml:15:3: warning: An implementing arrangement (ia) should name the agreement above it. "
        '[parent-missing]\n    Add "parent" with the key of its MoU or MoA.',
    ),
    "parent-partners": (
        [agreement("mou"), agreement("ia", type="ia", parent="mou", partners=["umpsa", "its"])],
        "content/agreements/ia.yaml:4:3: warning: Mitra its tidak ikut dalam perjanjian induk mou. [parent-partners]\n"
        '    Periksa "partners" di sini dan di mou.',
        "content/agreements/ia.yaml:4:3: warning: The agreement above, mou, was not made with its. [parent-partners]\n"
        '    Check "partners" here and in mou.',
    ),
    "closed-partner": (
        [agreement("a", "2024-01-01", "2030-01-01"), partner("umpsa", status="closed")],
        "content/agreements/a.yaml:4:3: warning: Mitra umpsa sudah ditutup, tetapi perjanjian ini masih berstatus signed. "
        '[closed-partner]\n    Tulis "successor" pada mitra itu, atau stage: terminated di sini.',
        "content/agreements/a.yaml:4:3: warning: The partner umpsa is closed, but this agreement still says signed. "
        '[closed-partner]\n    Name a "successor" in that partner, or write stage: terminated here.',
    ),
    "duplicate-partner": (
        [partner("umpsa", "Universiti Pahang"), partner("pahang", "University of Pahang"), event("e", host="pahang")],
        'content/partners/umpsa.yaml:12:3: warning: "Universiti Pahang" mirip dengan mitra pahang. [duplicate-partner]\n'
        '    Bila lembaganya sama, pakai satu berkas saja dan tambahkan nama ini ke "aliases" di pahang. '
        'Bila berbeda, isi "ids" (misalnya ror) pada keduanya.',
        'content/partners/umpsa.yaml:12:3: warning: "Universiti Pahang" is much like the partner pahang. [duplicate-partner]\n'
        '    If they are one institution, keep one file and add this name to the "aliases" of pahang. '
        'If they are two, give both their "ids", such as ror.',
    ),
    "shared-name": (
        [partner("umpsa", short="UMP"), partner("its", short="UMP")],
        'content/partners/umpsa.yaml:13:3: warning: Nama atau singkatan "UMP" juga dipakai mitra its. [shared-name]\n'
        "    Pakai yang berbeda bila memungkinkan; rujukan selalu memakai kunci, bukan singkatan.",
        'content/partners/umpsa.yaml:13:3: warning: The partner its is called "UMP", too. [shared-name]\n'
        "    Use another if you can; references go by key, never by short name.",
    ),
    "translation-missing": (
        [article(KEY, partners="umpsa", languages=("id",))],
        f"{NEWS}:1:1: note: Belum ada versi bahasa Inggris: {KEY}. [translation-missing]",
        f"{NEWS}:1:1: note: There is no English version yet: {KEY}. [translation-missing]",
    ),
    "translation-missing.title": (
        [event("e", title={"id": "Pelatihan"})],
        "content/events/e.yaml:1:1: note: Belum ada nama dalam bahasa Inggris: e. Halamannya memakai nama dari bahasa lain. "
        "[translation-missing]",
        "content/events/e.yaml:1:1: note: There is no name in English yet: e. Its page shows the name from another language. "
        "[translation-missing]",
    ),
    "translation-behind": (
        [article(KEY, partners="umpsa", updated={"id": "2026-02-02"})],
        f"content/news/{KEY}.en.md:1:1: warning: Versi bahasa Indonesia lebih baru (2 Februari 2026) daripada versi bahasa "
        'Inggris ini. [translation-behind]\n    Perbarui isi berkas ini, lalu isi "updated".',
        f"content/news/{KEY}.en.md:1:1: warning: The Indonesian version is newer (2 February 2026) than this English one. "
        '[translation-behind]\n    Bring this file up to date, then set "updated".',
    ),
    "host-country": (
        [event("e", "2026-01-01", host="its", country="MY")],
        "content/events/e.yaml:16:3: warning: Kegiatan ini di Malaysia, tetapi tuan rumahnya (its) di Indonesia. [host-country]\n"
        '    Periksa "country" dan "host".',
        "content/events/e.yaml:16:3: warning: The event is in Malaysia, but its host (its) is in Indonesia. [host-country]\n"
        '    Check "country" and "host".',
    ),
    "future-news": (
        [article("2036-12-01-a")],
        "content/news/2036-12-01-a.yaml:17:3: warning: Berita bertanggal 2036-12-01 (10 tahun ke depan). Salah ketik? "
        "[future-news]\n    Periksa tahunnya.",
        "content/news/2036-12-01-a.yaml:17:3: warning: The article is dated 2036-12-01 (10 years ahead). A slip of the finger? "
        "[future-news]\n    Check the year.",
    ),
    "future-news.one": (
        [article("2027-12-01-a")],
        "content/news/2027-12-01-a.yaml:17:3: warning: Berita bertanggal 2027-12-01 (lebih dari setahun ke depan). Salah ketik? "
        "[future-news]\n    Periksa tahunnya.",
        "content/news/2027-12-01-a.yaml:17:3: warning: The article is dated 2027-12-01 (more than a year ahead). "
        "A slip of the finger? [future-news]\n    Check the year.",
    ),
    "signing-without-agreement": (
        [article(KEY, partners="umpsa", category="signing")],
        f"{NEWS}:18:3: note: Berita penandatanganan ini belum menyebut perjanjiannya. [signing-without-agreement]\n"
        '    Tambahkan "agreements" dengan kunci perjanjiannya.',
        f"{NEWS}:18:3: note: This article about a signing names no agreement. [signing-without-agreement]\n"
        '    Add "agreements" with the key of the agreement.',
    ),
    "orphan": (
        [partner("unimas")],
        "content/partners/unimas.yaml:1:1: note: Mitra unimas belum disebut oleh perjanjian, berita, atau kegiatan apa pun. "
        "[orphan]",
        "content/partners/unimas.yaml:1:1: note: No agreement, article or event names the partner unimas yet. [orphan]",
    ),
}


def problems(records: Sequence[Record], lang: str) -> list[str]:
    together = {(record.kind, record.key): record for record in (*BASIS, *records)}
    return [line(problem, lang) for problem in in_order(relate(content(*together.values()), TODAY)[1])]


def test_nothing_is_said_of_what_is_right() -> None:
    assert problems([], "id") == []


@pytest.mark.parametrize(("records", "indonesian", "english"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_said_once(records: list[Record], indonesian: str, english: str) -> None:
    assert problems(records, "id") == [indonesian]
    assert problems(records, "en") == [english]
