"""Cases that would embarrass a site. Each is a small site with one thing in it, and what readers must see."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from sitegen.base.messages import line
from tests.build_site import Built, build_site

Files = dict[str, str | bytes]
TODAY = date(2026, 11, 24)


def article(key: str, title: str = "Judul", lang: str = "id", **front: str) -> Files:
    fields = "".join(f"{name}: {value}\n" for name, value in front.items())
    return {f"content/news/{key}.{lang}.md": f"---\ntitle: {title}\n{fields}---\n\nIsi berita.\n"}


def event(key: str, **facts: str) -> Files:
    fields = {"title": "{id: Kegiatan, en: Event}", "country": "ID"} | facts
    return {f"content/events/{key}.yaml": "".join(f"{name}: {value}\n" for name, value in fields.items())}


def partner(key: str, **facts: str) -> Files:
    fields = {"name": f"Universiti {key.title()}", "kind": "university", "country": "MY"} | facts
    return {f"content/partners/{key}.yaml": "".join(f"{name}: {value}\n" for name, value in fields.items() if value)}


def agreement(key: str, partners: str, **facts: str) -> Files:
    fields = {
        "type": "mou",
        "title": "{id: Nota Kesepahaman, en: Memorandum of Understanding}",
        "partners": f"[{partners}]",
        "level": "institution",
        "stage": "signed",
        "signed": "2024-01-01",
        "expires": "2029-12-31",
    } | facts
    text = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return {f"content/agreements/{key}.yaml": text}


def errors(site: Built, lang: str = "en") -> list[str]:
    return [line(problem, lang) for problem in site.problems if problem.severity == "error"]


def codes(site: Built) -> set[str]:
    return {problem.code for problem in site.problems}


def entries(site: Built, name: str) -> list[Any]:
    return list(Calendar.from_ical(site.files[name]).walk("VEVENT"))


def graph(site: Built, path: str) -> list[dict[str, Any]]:
    script = site.pages[path].css_first("script[type='application/ld+json']")
    assert script is not None
    found: list[dict[str, Any]] = json.loads(script.text())["@graph"]
    return found


def rows(site: Built) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.files["data/agreements.csv"].decode("utf-8-sig"))))


def test_an_event_over_new_year_is_in_both_years_and_has_one_address(tmp_path: Path) -> None:
    site = build_site(tmp_path, event("tahun-baru", start="2022-12-28", end="2023-01-04"))
    assert "/id/agenda/2022/tahun-baru/" in site.pages
    assert "/id/agenda/2023/tahun-baru/" not in site.pages
    for year in ("2022", "2023"):
        assert "Kegiatan" in site.shown(f"/id/agenda/{year}/")
    assert "28 Desember 2022 – 4 Januari 2023" in site.shown("/id/agenda/2022/tahun-baru/")
    (entry,) = entries(site, "id/agenda/2022/tahun-baru.ics")
    assert entry["dtend"].dt == date(2023, 1, 5)


def test_no_end_date_and_no_recorded_end_date_are_told_apart_and_never_expired(tmp_path: Path) -> None:
    files = partner("a") | agreement("buka", "a", expires="open") | agreement("lupa", "a", expires="")
    site = build_site(tmp_path, files)
    shown = site.shown("/id/kerja-sama/")
    assert "Aktif (tanpa batas waktu)" in shown
    assert "Aktif (masa berlaku tidak tercatat)" in shown
    assert "Kedaluwarsa" not in shown
    assert "None" not in shown
    assert codes(site) == {"expiry-missing"}


RENAMED = partner(
    "umpsa",
    name="Universiti Malaysia Pahang Al-Sultan Abdullah",
    short="UMPSA",
    aliases="[UMP, /id/mitra/ump/]",
    former_names="[{name: KUKTEM, until: 2006}, {name: Universiti Malaysia Pahang, until: 2023}]",
) | agreement("lama", "umpsa", signed="2016-08-01")


def test_a_renamed_partner_is_one_and_its_old_agreement_keeps_the_name_as_signed(tmp_path: Path) -> None:
    site = build_site(tmp_path, RENAMED)
    page = site.shown("/en/partners/umpsa/")
    assert "Formerly KUKTEM (until 2006)" in page
    assert "signed as Universiti Malaysia Pahang" in page
    assert "Pahang Al-Sultan Abdullah" in site.shown("/en/partners/")
    assert "KUKTEM" not in site.shown("/en/partners/")
    (data,) = json.loads(site.files["data/partners.json"])["partners"]
    assert data["other_names"] == ["UMP"]
    assert [former["name"] for former in data["former_names"]] == ["KUKTEM", "Universiti Malaysia Pahang"]
    named = next(thing for thing in graph(site, "/en/partners/umpsa/") if "alternateName" in thing)
    assert {"UMPSA", "UMP", "KUKTEM"} <= set(named["alternateName"])


def test_a_former_address_leads_to_the_new_one(tmp_path: Path) -> None:
    site = build_site(tmp_path, RENAMED)
    page = LexborHTMLParser(site.files["id/mitra/ump/index.html"])
    refresh = page.css_first("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh.attributes["content"] == "0; url=/id/mitra/umpsa/"
    assert "/id/mitra/ump/" not in site.text("sitemap.xml")


def test_agreements_of_a_merged_partner_stand_under_both_and_count_once(tmp_path: Path) -> None:
    files = partner("lama", successor="baru", status="closed") | partner("baru") | agreement("nota", "lama")
    site = build_site(tmp_path, files)
    for key in ("lama", "baru"):
        assert "Nota Kesepahaman" in site.shown(f"/id/mitra/{key}/")
    assert "1 kerja sama berlaku" in site.shown("/id/kerja-sama/")
    assert codes(site) == set()


def test_a_name_in_khmer_alone_is_not_enough(tmp_path: Path) -> None:
    name = "{local: {text: សាកលវិទ្យាល័យ, lang: km}}"
    site = build_site(tmp_path / "a", partner("rupp", name=name, country="KH"))
    assert "latin-name" in codes(site)
    name = "{en: Royal University, local: {text: សាកលវិទ្យាល័យ, lang: km}}"
    site = build_site(tmp_path / "b", partner("rupp", name=name, country="KH"))
    local = site.pages["/id/mitra/rupp/"].css_first("h1 ~ .local-name [lang=km]")
    assert local is not None
    assert local.text() == "សាកលវិទ្យាល័យ"


def test_an_article_in_one_language_leaves_no_dead_end(tmp_path: Path) -> None:
    site = build_site(tmp_path, article("2022-05-05-kunjungan", "Kunjungan"))
    assert "/en/news/2022/kunjungan/" not in site.pages
    page = site.pages["/id/berita/2022/kunjungan/"]
    assert page.css("link[hreflang]") == []
    switch = page.css_first(".switch a[lang=en]")
    assert switch is not None
    assert switch.attributes["href"] == "/en/news/"
    link = site.pages["/en/news/"].css_first("h2 a")
    assert link is not None
    assert (link.attributes["href"], link.attributes["lang"]) == ("/id/berita/2022/kunjungan/", "id")
    assert "In Indonesian" in site.shown("/en/news/")


def test_an_untranslated_article_can_be_left_out_of_lists(tmp_path: Path) -> None:
    site = build_site(tmp_path, article("2022-05-05-kunjungan", "Kunjungan"), list_untranslated=False)
    assert "Kunjungan" not in site.shown("/en/news/")
    assert "Kunjungan" in site.shown("/id/berita/")


def test_equal_slugs_are_kept_apart_by_the_year_and_refused_within_one(tmp_path: Path) -> None:
    two = article("2021-03-03-kunjungan") | article("2022-03-03-kunjungan")
    site = build_site(tmp_path / "a", two)
    assert {"/id/berita/2021/kunjungan/", "/id/berita/2022/kunjungan/"} <= set(site.pages)
    assert errors(site) == []
    site = build_site(tmp_path / "b", two | article("2022-04-04-kunjungan"))
    assert [message.partition("\n")[0] for message in errors(site)] == [
        "content/news/2022-04-04-kunjungan.id.md:1:1: error: Two files want the same address /id/berita/2022/kunjungan/: "
        "content/news/2022-03-03-kunjungan.id.md and content/news/2022-04-04-kunjungan.id.md. [url-collision]"
    ]


def test_a_topic_needs_a_label_in_every_language(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/topics.yaml": "mobility: {id: Mobilitas}\n"})
    assert errors(site) != []
    assert "/en/topics/mobility/" not in site.pages


def test_an_event_abroad_shows_local_time_and_zone_and_sorts_by_the_instant(tmp_path: Path) -> None:
    abroad = {
        "start": "2027-01-05",
        "time": "09.00–10.00",
        "country": "MY",
        "city": "Kuala Lumpur",
        "timezone": "Asia/Kuala_Lumpur",
    }
    site = build_site(tmp_path, event("kl", **abroad))
    assert "09.00–10.00 (UTC+8, Kuala Lumpur)" in site.shown("/id/agenda/2027/kl/")
    assert "09:00–10:00 (UTC+8, Kuala Lumpur)" in site.shown("/en/events/2027/kl/")
    assert b"DTSTART:20270105T010000Z" in site.files["id/agenda/2027/kl.ics"]


def test_events_of_one_day_are_sorted_by_the_instant(tmp_path: Path) -> None:
    files = event("a", title="Pukul 9 di Ketapang", start="2026-12-01", time="09.00–10.00")
    files |= event("b", title="Pukul 10 di Jayapura", start="2026-12-01", time="10.00–11.00", timezone="WIT")
    site = build_site(tmp_path, files)
    titles = [node.text() for node in site.pages["/id/agenda/"].css(".events h3")]
    assert titles == ["Pukul 10 di Jayapura", "Pukul 9 di Ketapang"]


def test_a_zone_that_is_not_that_of_the_city_is_noticed(tmp_path: Path) -> None:
    site = build_site(tmp_path, event("a", start="2026-12-01", time="09.00", timezone="WIT", city="Denpasar"))
    assert codes(site) == {"timezone-place"}


def test_a_foreign_reader_is_told_what_wib_means(tmp_path: Path) -> None:
    site = build_site(tmp_path, event("daring", start="2027-01-05", time="09.00 WIB", mode="online"))
    assert "09:00 WIB (UTC+7)" in site.shown("/en/events/2027/daring/")
    assert "09.00 WIB" in site.shown("/id/agenda/2027/daring/")
    assert "UTC" not in site.shown("/id/agenda/2027/daring/")


def test_letters_from_macos_are_those_from_elsewhere(tmp_path: Path) -> None:
    name = "Đại học Quốc gia Hà Nội"
    files = partner("dai-hoc-ha-noi", name=unicodedata.normalize("NFD", name), country="VN")
    site = build_site(tmp_path / "a", files)
    assert name in site.shown("/id/mitra/dai-hoc-ha-noi/")
    assert not any(unicodedata.normalize("NFD", name).encode() in data for data in site.files.values())
    twice = files | partner("hanoi", name=name, country="VN")
    assert "duplicate-partner" in codes(build_site(tmp_path / "b", twice))


def test_a_very_long_name_is_whole_in_the_title(tmp_path: Path) -> None:
    name = "Politeknik Pertanian Negeri Pangkajene Kepulauan dan Universiti Malaysia Pahang Al-Sultan Abdullah"
    site = build_site(tmp_path, partner("panjang", name=name))
    title = site.pages["/id/mitra/panjang/"].css_first("title")
    assert title is not None
    assert title.text() == f"{name} – Kantor Urusan Internasional"


def test_an_arabic_name_does_not_turn_what_follows(tmp_path: Path) -> None:
    name = "{en: Al-Azhar University, local: {text: جامعة الأزهر, lang: ar}}"
    site = build_site(tmp_path, partner("azhar", name=name, country="EG"))
    for path in ("/en/partners/azhar/", "/en/partners/"):
        local = site.pages[path].css_first("bdi[lang=ar][dir=rtl]")
        assert local is not None
        assert local.text() == "جامعة الأزهر"


def test_nopember_in_a_name_stays(tmp_path: Path) -> None:
    files = partner("its", name="Institut Teknologi Sepuluh Nopember", country="ID")
    files |= {
        "content/news/2022-11-21-its.id.md": "---\ntitle: Di ITS\ndate: 21 Nopember 2022\n---\n\nInstitut Sepuluh Nopember.\n"
    }
    site = build_site(tmp_path, files)
    assert "Sepuluh Nopember" in site.shown("/id/mitra/its/")
    assert "Institut Sepuluh Nopember." in site.shown("/id/berita/2022/its/")
    assert "21 November 2022" in site.shown("/id/berita/2022/its/")


def test_the_same_files_on_a_later_day_show_what_has_passed(tmp_path: Path) -> None:
    files = (
        event("seminar", start="2026-12-01", end="2026-12-02")
        | partner("a")
        | agreement("nota", "a", expires="2026-12-31")
    )
    now = build_site(tmp_path, files)
    later = build_site(tmp_path, files, date(2027, 3, 1))
    assert "Kegiatan" in now.shown("/id/").partition("Agenda")[2]
    assert "Belum ada agenda yang akan datang." in later.shown("/id/")
    assert "Sudah berlalu" in later.shown("/id/agenda/")
    assert "Segera berakhir" in now.shown("/id/mitra/a/")
    assert "Kedaluwarsa" in later.shown("/id/mitra/a/")
    assert "Status per 1 Januari 2027" in later.shown("/id/mitra/a/")
    assert (now.next_change, later.next_change) == (date(2026, 12, 1), None)


def test_a_cancelled_event_stays_at_its_address_struck_through_and_labelled(tmp_path: Path) -> None:
    files = event("seminar", start="2027-02-01", revision="0")
    before, after = (
        build_site(tmp_path, files),
        build_site(tmp_path, files | event("seminar", start="2027-02-01", status="cancelled")),
    )
    path = "/id/agenda/2027/seminar/"
    assert path in after.pages
    assert "Dibatalkan" in after.shown(path)
    assert after.pages["/id/agenda/"].css_first("article.cancelled") is not None
    (one,), (other,) = (entries(each, "id/agenda/2027/seminar.ics") for each in (before, after))
    assert one["uid"] == other["uid"]
    assert (one["sequence"], other["sequence"]) == (0, 1)
    assert str(other["status"]) == "CANCELLED"


def test_a_site_without_events_says_so_kindly(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert "Belum ada agenda yang akan datang." in site.shown("/id/agenda/")
    assert "No events are coming up." in site.shown("/en/events/")
    assert "There is no news yet." in site.shown("/en/")
    assert not any(name.endswith(".ics") for name in site.files)


def test_a_site_without_anything_is_whole(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert site.problems == []
    for path in ("/id/berita/", "/id/agenda/", "/id/mitra/", "/id/kerja-sama/", "/en/news/", "/en/events/"):
        assert len(site.pages[path].css(".empty")) == 1, path


def test_an_agreement_in_process_is_on_no_page_and_in_no_total(tmp_path: Path) -> None:
    secret = agreement(
        "rahasia", "harvard", stage="in_process", signed="", expires="", title="{id: Nota Rahasia, en: Secret Note}"
    )
    site = build_site(tmp_path, partner("harvard", country="US") | secret)
    assert not any(word in data for data in site.files.values() for word in (b"rahasia", b"Rahasia", b"Secret"))
    assert rows(site) == []


def test_an_agreement_in_process_made_public_is_shown_with_a_warning(tmp_path: Path) -> None:
    shown = agreement("nota", "a", stage="in_process", signed="", expires="", visibility="public")
    site = build_site(tmp_path, partner("a") | shown)
    assert "Dalam proses" in site.shown("/id/kerja-sama/")
    assert "0 kerja sama berlaku" in site.shown("/id/kerja-sama/")
    assert codes(site) == {"in-process-public"}
    assert site.pages["/id/kerja-sama/"].css(".filters a") == []


def test_an_agreement_renewed_twice_is_one_relation_with_a_history(tmp_path: Path) -> None:
    files = partner("a") | agreement("satu", "a", signed="2012-01-01", expires="2016-12-31")
    files |= agreement("dua", "a", signed="2017-01-01", expires="2021-12-31", renews="satu")
    files |= agreement("tiga", "a", signed="2022-01-01", expires="2029-12-31", renews="dua")
    site = build_site(tmp_path, files)
    assert "1 kerja sama berlaku" in site.shown("/id/kerja-sama/")
    assert site.shown("/id/mitra/a/").count("Sebelumnya") == 2
    assert [(row["id"], row["validity"]) for row in rows(site)] == [
        ("dua", "superseded"),
        ("satu", "superseded"),
        ("tiga", "active"),
    ]


def test_an_agreement_of_ten_partners_counts_once_and_once_under_each_country(tmp_path: Path) -> None:
    keys = [f"p{n}" for n in range(10)]
    files: Files = {}
    for n, key in enumerate(keys):
        files |= partner(key, name=f"Kampus {key.upper()}", country="ID" if n < 7 else "MY")
    site = build_site(tmp_path, files | agreement("nota", ", ".join(keys)))
    shown = site.shown("/id/kerja-sama/")
    assert "1 kerja sama berlaku: 0 dalam negeri, 1 luar negeri" in shown
    assert "Indonesia 1" in shown
    assert "Malaysia 1" in shown


def test_a_domestic_agreement_is_not_international(tmp_path: Path) -> None:
    site = build_site(tmp_path, partner("a", country="ID") | agreement("nota", "a"))
    assert "1 kerja sama berlaku: 1 dalam negeri, 0 luar negeri" in site.shown("/id/kerja-sama/")


@pytest.mark.parametrize("typed", ["Jumat, 28 September 2024", "jumat tanggal 28/09/2024"])
def test_a_weekday_that_does_not_fit_the_date_is_refused(tmp_path: Path, typed: str) -> None:
    site = build_site(tmp_path, article("tanggal", date=typed))
    assert [problem.code for problem in site.problems if problem.severity == "error"] == ["weekday"]


def test_an_acronym_may_be_shared_only_with_a_warning(tmp_path: Path) -> None:
    files = partner("pahang", short="UMP") | partner("purwokerto", short="UMP", country="ID")
    site = build_site(tmp_path, files)
    assert codes(site) >= {"shared-name"}
    assert errors(site) == []


def test_damaged_letters_from_a_past_copy_are_seen(tmp_path: Path) -> None:
    files: Files = {"content/news/2022-01-01-a.id.md": "---\ntitle: A\n---\n\nâ€œKutipanâ€ yang rusak.\n"}
    assert "mojibake" in codes(build_site(tmp_path, files))


AWKWARD = 'A & B; C, Ltd </script><b>"x"</b>'


def test_an_awkward_name_comes_through_every_format(tmp_path: Path) -> None:
    files = partner("awkward", name=f"'{AWKWARD}'", kind="company") | agreement("nota", "awkward")
    files |= event("acara", title=f"'{AWKWARD}'", start="2027-01-01") | article("2022-01-01-a", f"'{AWKWARD}'")
    site = build_site(tmp_path, files)
    for path in ("/en/partners/awkward/", "/en/events/2027/acara/", "/id/berita/2022/a/"):
        heading = site.pages[path].css_first("h1")
        assert heading is not None
        assert heading.text() == AWKWARD
        assert site.pages[path].css("h1 b") == []
        assert AWKWARD in json.dumps(graph(site, path), ensure_ascii=False).replace('\\"', '"')
    (entry,) = entries(site, "en/events/2027/acara.ics")
    assert str(entry["summary"]) == AWKWARD
    assert rows(site)[0]["partner_names"] == AWKWARD


def test_a_picture_in_other_letters_is_named_before_it_is_uploaded(tmp_path: Path) -> None:
    files: Files = {
        "content/news/2022-01-01-a.id.md": "---\ntitle: A\n---\n\n![Foto](foto.jpg)\n",
        "content/news/Foto.JPG": b"\xff\xd8\xff",
    }
    site = build_site(tmp_path, files)
    assert errors(site, "id") == [
        "content/news/2022-01-01-a.id.md:5:9: error: Berkas foto.jpg bernama Foto.JPG; huruf besar dan kecil harus sama. [broken-link]\n"
        "    Di Windows tautan ini jalan, di server tidak. Tulis Foto.JPG."
    ]


def test_a_picture_of_the_front_matter_in_other_letters_is_named_too(tmp_path: Path) -> None:
    files = article("2022-01-01-a", image="{src: foto.jpg, alt: Foto}") | {"content/news/Foto.JPG": b"\xff\xd8\xff"}
    (found,) = [problem for problem in build_site(tmp_path, files).problems if problem.severity == "error"]
    assert (found.id, dict(found.facts)["meant"]) == ("broken-link.case", "Foto.JPG")


def test_an_office_names_countries_as_it_wants(tmp_path: Path) -> None:
    files = partner("a", country="PS")
    names = {"PS": {"id": "Palestina", "en": "Palestine"}}
    plain, own = build_site(tmp_path / "a", files), build_site(tmp_path / "b", files, country_names=names)
    assert "Wilayah Palestina" in plain.shown("/id/mitra/")
    assert "Wilayah" not in own.shown("/id/mitra/")
    assert "Palestine" in own.shown("/en/partners/")
    assert "Partners in Palestine" in own.shown("/en/partners/country/ps/")


@pytest.mark.parametrize(("day", "word"), [(date(2025, 2, 28), "Segera berakhir"), (date(2025, 3, 1), "Kedaluwarsa")])
def test_a_year_from_a_leap_day_ends_on_28_february_and_that_day_counts(tmp_path: Path, day: date, word: str) -> None:
    files = partner("a") | agreement("nota", "a", signed="2024-02-29", expires="", term="1 tahun")
    assert word in build_site(tmp_path, files, day).shown("/id/mitra/a/")


def test_an_article_of_the_evening_keeps_its_day_everywhere(tmp_path: Path) -> None:
    site = build_site(tmp_path, article("2022-11-21-malam", date="2022-11-21 23.30"), timezone="Asia/Jayapura")
    assert "21 November 2022" in site.shown("/id/berita/2022/malam/")
    assert "<published>2022-11-21T23:30:00+09:00</published>" in site.text("id/feed.atom")
    assert json.loads(site.files["id/feed.json"])["items"][0]["date_published"] == "2022-11-21T23:30:00+09:00"
    news = next(thing for thing in graph(site, "/id/berita/2022/malam/") if thing["@type"] == "NewsArticle")
    assert news["datePublished"] == "2022-11-21T23:30:00+09:00"


def test_an_english_text_in_an_indonesian_file_is_noticed(tmp_path: Path) -> None:
    words = (
        "The students and the staff of the campus were in the city for a week and they have seen the work of the office. "
        * 3
    )
    site = build_site(tmp_path, {"content/news/2022-01-01-a.id.md": f"---\ntitle: A\n---\n\n{words}\n"})
    assert "wrong-language" in codes(site)


def test_the_first_news_text_builds_as_it_was_written() -> None:
    from tests.build_site import build

    site = build(Path(__file__).parent / "fixtures" / "first-article")
    assert [(problem.code, problem.severity.value) for problem in site.problems] == [
        ("paragraphs", "warning"),
        ("translation-missing", "note"),
    ]
    assert "14 – 18 November 2022" in site.shown("/id/berita/2022/pelatihan-kui/")


def test_an_address_in_raw_html_is_escaped_once(tmp_path: Path) -> None:
    files: Files = {"content/news/2022-01-01-a.id.md": '---\ntitle: A\n---\n\n<a href="/id/?a=1&amp;b=2">mulai</a>\n'}
    link = build_site(tmp_path, files).pages["/id/berita/2022/a/"].css_first(".prose a")
    assert link is not None
    assert link.attributes["href"] == "/id/?a=1&b=2"


def test_a_menu_without_partners_leaves_their_pages_whole(tmp_path: Path) -> None:
    site = build_site(tmp_path, partner("a"), menu=["news", "events"])
    assert errors(site) == []
    assert "Semua 1" in site.shown("/id/mitra/")
