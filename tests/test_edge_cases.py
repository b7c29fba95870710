"""What would embarrass the site of an international office, each with what must come of it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from tests.build_site import Built, build, build_site
from tests.sites import write_site

Files = dict[str, str | bytes]

MOU = "type: mou\ntitle: {id: Nota, en: Memo}\npartners: [p]\nlevel: institution\nstage: signed\n"
P = "name: Kampus P\nkind: university\ncountry: MY\n"


def codes(site: Built, severity: str = "error") -> list[str]:
    return [problem.code for problem in site.problems if problem.severity == severity]


def article(title: str = "Judul", front: str = "", body: str = "Isi berita.") -> str:
    return f"---\ntitle: {title}\n{front}---\n\n{body}\n"


def event(title: str = "Acara", **fields: str) -> str:
    return f"title: {title}\n" + "".join(f"{name}: {value}\n" for name, value in fields.items())


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def entries(site: Built) -> list[Any]:
    return list(Calendar.from_ical(site.files["id/agenda.ics"]).walk("VEVENT"))


def rows(site: Built) -> list[dict[str, str]]:
    text = site.files["data/agreements.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_1_an_event_over_new_year_stands_in_both_years_under_one_address(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": event(start="2022-12-28", end="2023-01-04")})
    for year in ("2022", "2023"):
        assert "28 Desember 2022 – 4 Januari 2023" in site.shown(f"/id/agenda/{year}/").replace("\u2009", " ")
        assert "/id/agenda/2022/e/" in site.text(f"id/agenda/{year}/index.html")
    assert "/id/agenda/2023/e/" not in site.pages
    assert b"DTEND;VALUE=DATE:20230105\r\n" in site.files["id/agenda/2022/e.ics"]


def test_2_without_end_and_end_not_recorded_are_two_labels(tmp_path: Path) -> None:
    files: Files = {
        "content/partners/p.yaml": P,
        "content/agreements/a.yaml": MOU + "signed: 2015-01-01\nexpires: open\n",
        "content/agreements/b.yaml": MOU + "signed: 2015-01-01\n",
    }
    site = build_site(tmp_path, files)
    assert texts(site.pages["/id/kerja-sama/"], "td .validity") == [
        "Aktif (tanpa batas waktu)",
        "Aktif (masa berlaku tidak tercatat)",
    ]
    assert texts(site.pages["/en/agreements/"], "td .validity") == [
        "Active (no end date)",
        "Active (end date not recorded)",
    ]
    assert codes(site, "warning") == ["expiry-missing"]
    assert "None" not in site.shown("/id/kerja-sama/")


def test_3_a_renamed_partner_keeps_its_page_and_old_papers_their_names(tmp_path: Path) -> None:
    files: Files = {
        "content/partners/umpsa.yaml": """
name: {official: Universiti Malaysia Pahang Al-Sultan Abdullah}
short: UMPSA
aliases: [/id/mitra/ump/]
former_names: [{name: KUKTEM, until: 2006-10}, {name: Universiti Malaysia Pahang, until: 2023-02}]
kind: university
country: MY
""",
        "content/agreements/old.yaml": MOU.replace("[p]", "[umpsa]") + "signed: 2005-03-01\nexpires: 2010-02-28\n",
        "content/agreements/mid.yaml": MOU.replace("[p]", "[umpsa]") + "signed: 2016-03-01\nexpires: 2021-02-28\n",
        "content/agreements/new.yaml": MOU.replace("[p]", "[umpsa]") + "signed: 2025-03-01\nexpires: 2030-02-28\n",
    }
    site = build_site(tmp_path, files)
    listed = texts(site.pages["/id/mitra/"], ".partner-row a")
    assert listed == ["Universiti Malaysia Pahang Al-Sultan Abdullah"]
    assert "KUKTEM" in site.shown("/en/partners/umpsa/")
    by_key = {node.attributes["id"]: node.text() for node in site.pages["/en/agreements/"].css("tr[id]")}
    assert "KUKTEM" in by_key["agreement-old"]
    assert "signed as Universiti Malaysia Pahang" in by_key["agreement-mid"]
    assert "signed as" not in by_key["agreement-new"].lower()
    assert 'url=/id/mitra/umpsa/"' in site.text("id/mitra/ump/index.html")


def test_4_agreements_of_a_merged_partner_stand_under_both_and_count_once(tmp_path: Path) -> None:
    files: Files = {
        "content/partners/baru.yaml": P,
        "content/partners/lama.yaml": P.replace("P", "Lama") + "successor: baru\nstatus: closed\n",
        "content/agreements/a.yaml": MOU.replace("[p]", "[lama]") + "signed: 2024-01-01\nexpires: 2034-01-01\n",
    }
    site = build_site(tmp_path, files)
    for key in ("lama", "baru"):
        assert site.pages[f"/id/mitra/{key}/"].css("#agreement-a")
    assert len(rows(site)) == 1
    assert texts(site.pages["/id/kerja-sama/"], ".standfirst")[0].startswith("1 ")
    assert texts(site.pages["/id/kerja-sama/"], ".filters a") == ["Malaysia 1"]


@pytest.mark.parametrize("name", ["សាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ", "มหาวิทยาลัยเชียงใหม่"])
def test_5_a_partner_needs_a_name_in_latin_letters(tmp_path: Path, name: str) -> None:
    site = build_site(tmp_path, {"content/partners/x.yaml": P.replace("Kampus P", name)})
    assert codes(site) == ["latin-name"]
    named = f"name: {{official: {name}, en: Royal University}}\nkind: university\ncountry: KH\n"
    site = build_site(tmp_path / "b", {"content/partners/x.yaml": named})
    assert codes(site) == []
    assert name in site.shown("/id/mitra/x/")
    assert site.pages["/id/mitra/x/"].css(".local-name [lang]")


def test_6_an_article_in_one_language_makes_no_page_and_no_hreflang_in_the_other(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/news/2026-11-01-a.id.md": article("Hanya Indonesia")})
    page = site.pages["/id/berita/2026/a/"]
    assert page.css("link[rel=alternate][hreflang]") == []
    assert [path for path in site.pages if path.startswith("/en/news/2026/") and path != "/en/news/2026/"] == []
    switch = page.css_first(".switch a[lang=en]")
    assert switch is not None
    assert switch.attributes["href"] == "/en/news/"
    card = site.pages["/en/news/"].css_first("main article a")
    assert card is not None
    assert (card.attributes["lang"], card.attributes["hreflang"]) == ("id", "id")


def test_7_equal_slugs_of_one_year_collide_and_of_two_years_do_not(tmp_path: Path) -> None:
    files: Files = {
        "content/news/2025-03-01-kunjungan.id.md": article("Kunjungan"),
        "content/news/2026-03-01-kunjungan.id.md": article("Kunjungan"),
    }
    site = build_site(tmp_path, files)
    assert codes(site) == []
    titles = [texts(page, "title")[0] for path, page in site.pages.items() if path.endswith("/kunjungan/")]
    assert len(set(titles)) == 2
    files["content/news/2026-04-01-kunjungan.id.md"] = article("Kunjungan")
    (collision,) = [each for each in build_site(tmp_path / "b", files).problems if each.code == "url-collision"]
    facts = dict(collision.facts)
    assert facts["url"] == "/id/berita/2026/kunjungan/"
    assert {facts["one"], facts["other"]} == {f"content/news/2026-0{month}-01-kunjungan.id.md" for month in (3, 4)}


def test_8_a_topic_with_one_label_is_an_error_and_no_empty_page(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/topics.yaml": "mobility: {id: Mobilitas}\n"})
    assert codes(site) == ["required"]
    assert not any("/topics/" in path for path in site.pages)


KL = {"city": "Kuala Lumpur", "country": "MY", "timezone": "Asia/Kuala_Lumpur"}


def test_9_nine_in_kuala_lumpur_is_one_in_greenwich_and_says_its_zone(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": event(start="2026-12-01", time="09.00–12.00", **KL)})
    assert b"DTSTART:20261201T010000Z\r\n" in site.files["id/agenda.ics"]
    assert "09.00–12.00 (UTC+8, Kuala Lumpur)" in site.shown("/id/agenda/2026/e/")
    assert "09:00–12:00 (UTC+8, Kuala Lumpur)" in site.shown("/en/events/2026/e/")


def test_9_events_of_one_day_are_sorted_by_the_instant(tmp_path: Path) -> None:
    files: Files = {
        "content/events/a.yaml": event("Di Ketapang pukul 9", start="2026-12-01", time="09.00–10.00"),
        "content/events/b.yaml": event("Di Jayapura pukul 10", start="2026-12-01", time="10.00–11.00", timezone="WIT"),
    }
    site = build_site(tmp_path, files)
    assert texts(site.pages["/id/agenda/"], ".events h3")[:2] == ["Di Jayapura pukul 10", "Di Ketapang pukul 9"]


def test_10_english_readers_are_told_what_wib_is(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": event(start="2026-12-01", time="09.00", mode="online")})
    assert "09:00 WIB (UTC+7)" in site.shown("/en/events/2026/e/")
    assert "09.00 WIB" in site.shown("/id/agenda/2026/e/")
    wrong = event(start="2026-12-01", time="09.00", timezone="WIT", city="Denpasar")
    assert "timezone-place" in codes(build_site(tmp_path / "b", {"content/events/e.yaml": wrong}), "warning")


def test_11_decomposed_letters_of_macos_are_the_same_partner_and_the_same_address(tmp_path: Path) -> None:
    name = "Đại học Quốc gia Hà Nội"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    files: Files = {
        "content/partners/vnu.yaml": P.replace("Kampus P", decomposed).replace("MY", "VN"),
        f"content/news/2026-11-01-{unicodedata.normalize('NFD', 'kunjungan')}.id.md": article(decomposed),
    }
    site = build_site(tmp_path, files)
    assert json.loads(site.files["data/partners.json"])["partners"][0]["official_name"] == name
    assert name in site.shown("/id/mitra/")
    assert not any(decomposed.encode() in data for data in site.files.values())
    twice = files | {"content/partners/vnu2.yaml": P.replace("Kampus P", name).replace("MY", "VN")}
    assert set(codes(build_site(tmp_path / "b", twice), "warning")) & {"duplicate-partner", "shared-name"}


def test_12_long_names_are_shown_whole(tmp_path: Path) -> None:
    name = "Politeknik Pertanian Negeri Pangkajene Kepulauan dan Universiti Malaysia Pahang Al-Sultan Abdullah"
    site = build_site(tmp_path, {"content/partners/p.yaml": P.replace("Kampus P", name)})
    page = site.pages["/id/mitra/p/"]
    assert texts(page, "title")[0].startswith(name)
    assert texts(page, "h1") == [name]
    (style,) = [data for file, data in site.files.items() if file.endswith("/style.css")]
    assert b"overflow-wrap" in style


def test_13_a_name_from_right_to_left_is_isolated_from_what_follows(tmp_path: Path) -> None:
    local = (
        "name: {official: Al-Azhar University, local: {text: جامعة الأزهر, lang: ar}}\nkind: university\ncountry: EG\n"
    )
    site = build_site(tmp_path, {"content/partners/azhar.yaml": local})
    for path in ("/id/mitra/", "/id/mitra/azhar/"):
        (name,) = site.pages[path].css("main bdi")
        assert (name.attributes["lang"], name.attributes["dir"], name.text()) == ("ar", "rtl", "جامعة الأزهر")


def test_14_nopember_in_a_name_and_in_prose_is_never_corrected(tmp_path: Path) -> None:
    name = "Institut Teknologi Sepuluh Nopember"
    files: Files = {
        "content/partners/its.yaml": P.replace("Kampus P", name).replace("MY", "ID"),
        "content/news/a.id.md": article(name, "date: 21 Nopember 2022\n", f"{name}, di lakukan 21 Nopember 2022."),
    }
    site = build_site(tmp_path, files)
    assert f"{name}, di lakukan 21 Nopember 2022." in site.shown("/id/berita/2022/a/")
    assert texts(site.pages["/id/mitra/its/"], "h1") == [name]
    assert "21 November 2022" in site.shown("/id/berita/2022/a/")


def test_15_what_was_to_come_in_november_is_past_in_march(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        {
            "content/events/a.yaml": event("Seminar lama", start="2026-12-01"),
            "content/events/b.yaml": event("Seminar baru", start="2027-04-01"),
        },
    )
    before, after = build(root, date(2026, 11, 24)), build(root, date(2027, 3, 1))
    assert before.next_change == date(2026, 12, 1)
    assert texts(before.pages["/id/agenda/"], ".events h3") == ["Seminar lama", "Seminar baru"]
    assert texts(after.pages["/id/agenda/"], ".events h3, .events h4") == ["Seminar baru", "Seminar lama"]
    assert "Seminar lama" in before.shown("/id/")
    assert "Seminar lama" not in after.shown("/id/")


def test_17_a_cancelled_event_stays_and_tells_calendars(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": event(start="2026-12-01", status="cancelled")})
    before = build_site(tmp_path / "b", {"content/events/e.yaml": event(start="2026-12-01")})
    (now,), (then,) = map(entries, (site, before))
    assert (str(now["STATUS"]), now["SEQUENCE"], now["UID"]) == ("CANCELLED", then["SEQUENCE"] + 1, then["UID"])
    assert "Dibatalkan" in site.shown("/id/agenda/2026/e/")
    assert "Dibatalkan" in site.shown("/id/agenda/")


def test_18_a_single_day_is_not_two_in_a_calendar(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": event(start="2026-12-01", end="2026-12-01")})
    assert b"DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\n" in site.files["id/agenda.ics"]


def test_19_a_site_without_anything_is_whole(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert codes(site) == codes(site, "warning") == []
    assert not any(name.endswith(".ics") for name in site.files)
    assert not any(b".ics" in data for name, data in site.files.items() if name.endswith(".html"))
    for path in ("/id/berita/", "/id/agenda/", "/id/mitra/", "/id/kerja-sama/", "/en/news/", "/en/events/"):
        assert len(site.pages[path].css(".empty")) == 1, path


def test_20_a_new_domain_changes_addresses_and_no_identity(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        {"content/news/2026-11-01-a.id.md": article(), "content/events/e.yaml": event(start="2026-12-01")},
    )
    before, after = build(root), build(root, base_url="https://baru.example.org/")

    def identities(site: Built) -> list[str | None]:
        feed = ElementTree.fromstring(site.files["id/feed.atom"])
        uids = [str(each["UID"]) for each in entries(site)]
        return [*(each.text for each in feed.iter("{http://www.w3.org/2005/Atom}id")), *uids]

    assert identities(before) == identities(after)
    assert not any(b"kui.example.ac.id" in data for data in after.files.values())


def test_21_a_memorandum_in_process_is_nowhere_unless_the_office_says_so(tmp_path: Path) -> None:
    secret = MOU.replace("stage: signed", "stage: in_process").replace("{id: Nota, en: Memo}", "Nota dengan Harvard")
    files: Files = {"content/partners/p.yaml": P, "content/agreements/rahasia-sekali.yaml": secret}
    site = build_site(tmp_path, files)
    assert [name for name, data in site.files.items() if b"rahasia-sekali" in data or b"Harvard" in data] == []
    files["content/agreements/rahasia-sekali.yaml"] = secret + "visibility: public\n"
    site = build_site(tmp_path / "b", files)
    assert "in-process-public" in codes(site, "warning")
    assert "Dalam proses" in site.shown("/id/kerja-sama/")
    assert texts(site.pages["/id/kerja-sama/"], ".filters a") == []
    assert "0 " in texts(site.pages["/id/kerja-sama/"], ".standfirst")[0]


def test_22_a_memorandum_renewed_twice_is_one_relation_with_its_history(tmp_path: Path) -> None:
    files: Files = {
        "content/partners/p.yaml": P,
        "content/agreements/a.yaml": MOU + "signed: 2014-01-01\nexpires: 2018-12-31\n",
        "content/agreements/b.yaml": MOU + "signed: 2019-01-01\nexpires: 2023-12-31\nrenews: a\n",
        "content/agreements/c.yaml": MOU + "signed: 2024-01-01\nexpires: 2033-12-31\nrenews: b\n",
    }
    site = build_site(tmp_path, files)
    page = site.pages["/id/kerja-sama/"]
    assert [node.attributes["id"] for node in page.css("tr[id]")] == ["agreement-c", "agreement-b", "agreement-a"]
    assert texts(page, "tr[id] .validity") == ["Aktif", "Digantikan", "Digantikan"]
    assert texts(page, ".standfirst")[0].startswith("1 ")
    assert [row["id"] for row in rows(site)] == ["a", "b", "c"]


def test_23_a_memorandum_of_ten_counts_once_and_once_for_each_country(tmp_path: Path) -> None:
    countries = ["ID"] * 8 + ["MY", "TH"]
    files: Files = {
        f"content/partners/p{n}.yaml": P.replace("Kampus P", f"Kampus {n}").replace("MY", country)
        for n, country in enumerate(countries)
    }
    all_of_them = ", ".join(f"p{n}" for n in range(10))
    files["content/agreements/a.yaml"] = MOU.replace("[p]", f"[{all_of_them}]") + "signed: 2025-01-01\nexpires: open\n"
    files["content/agreements/b.yaml"] = MOU.replace("[p]", "[p0]") + "signed: 2025-01-01\nexpires: open\n"
    site = build_site(tmp_path, files)
    page = site.pages["/en/agreements/"]
    assert texts(page, ".filters a") == ["Indonesia 2", "Malaysia 1", "Thailand 1"]
    standfirst = texts(page, ".standfirst")[0]
    assert standfirst.startswith("2 ")
    assert "1 domestic" in standfirst


def test_24_a_weekday_that_is_not_that_day_is_an_error(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/news/a.id.md": article("A", "date: 'Jumat, 28 September 2024'\n")})
    assert codes(site) == ["weekday"]


def test_27_what_means_something_to_a_format_is_text_in_all_of_them(tmp_path: Path) -> None:
    name = 'A & B; C, Ltd "</script>" <b>'
    files: Files = {
        "content/partners/p.yaml": P.replace("Kampus P", f"'{name}'"),
        "content/events/e.yaml": event(f"'{name}'", start="2026-12-01"),
        "content/news/2026-11-01-a.id.md": article(f"'{name}'"),
        "content/agreements/a.yaml": MOU.replace("{id: Nota, en: Memo}", f"'{name}'") + "signed: 2026\nexpires: open\n",
    }
    site = build_site(tmp_path, files)
    for path in ("/id/mitra/p/", "/id/agenda/2026/e/", "/id/berita/2026/a/"):
        assert texts(site.pages[path], "h1") == [name]
        assert len(site.pages[path].css("script")) == 1
        assert site.pages[path].css("h1 *") == []
    assert 'SUMMARY;LANGUAGE=id:A & B\\; C\\, Ltd "</script>" <b>\r\n' in site.text("id/agenda.ics")
    assert rows(site)[0]["title_id"] == rows(site)[0]["partner_names"] == name
    atom = ElementTree.fromstring(site.files["id/feed.atom"])
    assert name in [each.text for each in atom.iter("{http://www.w3.org/2005/Atom}title")]


def test_29_a_picture_in_other_letters_is_found_before_the_server_misses_it(tmp_path: Path) -> None:
    files: Files = {
        "content/news/2026-11-01-a.id.md": article(body="![Foto](foto.jpg)"),
        "content/news/Foto.JPG": b"\xff\xd8\xff\xe0",
    }
    (found,) = [each for each in build_site(tmp_path, files).problems if each.severity == "error"]
    assert found.id == "broken-link.case"
    assert dict(found.facts)["meant"] == "Foto.JPG"
    files["content/news/2026-11-01-a.id.md"] = article(front="image: {src: foto.jpg, alt: Foto}\n")
    assert codes(build_site(tmp_path / "b", files)) == ["broken-link"]


def test_30_an_office_names_countries_as_it_wants_in_each_language(tmp_path: Path) -> None:
    files: Files = {
        f"content/partners/{code.lower()}.yaml": P.replace("Kampus P", f"Kampus {code}").replace("MY", code)
        for code in ("PS", "TW", "HK", "MM")
    }
    names = {"MM": {"id": "Myanmar", "en": "Myanmar"}, "PS": {"id": "Palestina", "en": "Palestine"}}
    site = build_site(tmp_path, files, country_names=names)
    assert texts(site.pages["/id/mitra/negara/ps/"], "h1")[0].endswith("Palestina")
    assert texts(site.pages["/en/partners/country/ps/"], "h1")[0].endswith("Palestine")
    assert "Burma" not in site.shown("/en/partners/")
    assert "Taiwan" in site.shown("/id/mitra/")


@pytest.mark.parametrize(
    ("today", "label"),
    [("2025-02-27", "Segera berakhir"), ("2025-02-28", "Segera berakhir"), ("2025-03-01", "Kedaluwarsa")],
)
def test_31_a_year_from_the_leap_day_ends_on_28_february_still_in_force_that_day(
    tmp_path: Path, today: str, label: str
) -> None:
    files: Files = {
        "content/partners/p.yaml": P,
        "content/agreements/a.yaml": MOU + "signed: 2024-02-29\nterm: 1 tahun\n",
    }
    site = build_site(tmp_path, files, at=date.fromisoformat(today))
    assert rows(site)[0]["expires"] == "2025-02-28"
    assert texts(site.pages["/id/kerja-sama/"], "td .validity") == [label]
    assert "28 Februari 2025" in site.shown("/id/kerja-sama/")


def test_32_an_evening_in_indonesia_is_its_own_day(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/news/a.id.md": article("A", "date: 2026-11-01 02.30\n")})
    atom = ElementTree.fromstring(site.files["id/feed.atom"])
    published = atom.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}published")
    assert published == "2026-11-01T02:30:00+07:00"
    assert "1 November 2026" in site.shown("/id/berita/2026/a/")
    assert "id/berita/2026/a/index.html" in site.files


def test_34_english_words_in_an_indonesian_file_are_noticed(tmp_path: Path) -> None:
    english = 5 * (
        "The delegation of the university visited our campus and discussed the exchange of students, "
        "the joint research of the departments and the training of the staff that will begin in the next year. "
    )
    site = build_site(tmp_path, {"content/news/2026-11-01-a.id.md": article(body=english)})
    assert "wrong-language" in codes(site, "warning")
