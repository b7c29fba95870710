"""The questions that the demonstration site answers, asked of sites of other shapes."""

from __future__ import annotations

import pytest

from tests.build_site import Built, build_site
from tests.pictures import PNG
from tests.test_injection import Texts, files, site_fields

# pytest finds these here, too, and gives them the fixtures of this module.
from tests.test_output import (  # noqa: F401
    alternates,
    canonical,
    test_each_page_has_one_h1_and_no_level_is_skipped,
    test_each_page_is_canonical_to_itself,
    test_every_internal_link_asset_and_fragment_exists,
    test_every_picture_has_an_alternative_text_and_a_size,
    test_every_title_is_its_own,
    test_ids_are_unique_on_a_page,
    test_no_page_shows_what_a_program_says_for_nothing,
    test_nothing_is_asked_of_another_host,
    test_the_sitemap_says_what_the_pages_say,
    test_the_skip_link_leads_to_the_main_part,
    whole,
)

PICTURE: dict[str, str | bytes] = {"content/news/foto.png": PNG}
"""So that there is a picture to ask about."""

ONE_LANGUAGE: dict[str, str | bytes] = {
    "content/news/2026-11-01-a.id.md": "---\ntitle: A\nimage: {src: foto.png, alt: Foto}\n---\n\nIsi.\n",
    "content/events/e.yaml": "title: Acara\nstart: 2026-12-01\n",
    **PICTURE,
}
THREE_LANGUAGES: dict[str, str | bytes] = {
    "content/topics.yaml": "t: Topik\n",
    "content/partners/p.yaml": "name: {official: Azhar, local: {text: جامعة الأزهر, lang: ar}}\nkind: university\ncountry: EG\n",
    "content/news/2026-11-01-a.id.md": "---\ntitle: A\ntopics: [t]\nimage: {src: foto.png, alt: Foto}\n---\n\nIsi.\n",
    "content/news/2026-11-01-a.ar.md": "---\ntitle: خبر\nimage: {alt: صورة}\n---\n\nنص\n",
    "content/news/2026-11-02-b.zh-Hant.md": "---\ntitle: 新聞\n---\n\n文\n",
    "content/events/e.yaml": "title: {id: Acara, ar: حدث}\nstart: 2026-12-01\ntime: 09.00–10.00\n",
    **PICTURE,
}
EQUAL_TITLES: dict[str, str | bytes] = {
    **{f"content/news/2026-11-0{n}-sama.id.md": f"---\ntitle: Sama\nslug: s{n}\n---\n\nIsi.\n" for n in (1, 2, 3)},
    "content/news/2026-11-03-lagi.id.md": "---\ntitle: Sama\nimage: {src: foto.png, alt: Foto}\n---\n\nIsi.\n",
    "content/partners/a.yaml": "name: Sama\nkind: network\n",
    "content/partners/b.yaml": "name: Sama\nkind: network\n",
    "content/events/e.yaml": "title: Sama\nstart: 2026-11-03\n",
    "content/pages/sama.id.md": "---\ntitle: Sama\n---\n\nIsi.\n",
    **PICTURE,
}
RICH = Texts("teks")
SITES = {
    "one language": (ONE_LANGUAGE, {"languages": ["id"], "title": "Kantor"}),
    "three languages": (THREE_LANGUAGES, {"languages": ["id", "ar", "zh-Hant"], "title": {"id": "KUI", "ar": "مكتب"}}),
    "one title for both languages": (ONE_LANGUAGE, {"title": "KUI"}),
    "equal titles": (EQUAL_TITLES, {}),
    "every field": (files(RICH), {**site_fields(RICH), "base_url": "https://example.ac.id/kui/"}),
}


@pytest.fixture(scope="module", params=SITES.values(), ids=list(SITES))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    texts, fields = request.param
    return build_site(tmp_path_factory.mktemp("site"), texts, **fields)


@pytest.fixture(scope="module")
def base(site: Built) -> str:
    return canonical(site.pages["/"])


def test_versions_name_each_other_and_themselves_alike(site: Built, base: str) -> None:
    clusters = {canonical(page): alternates(page) for _, page in whole(site)}
    for url, cluster in clusters.items():
        if cluster:
            assert url in cluster.values()
            assert all(clusters[other] == cluster for other in cluster.values())
            assert len(cluster.keys() - {"x-default"}) > 1


def test_a_site_in_one_language_tells_machines_of_no_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = build_site(tmp_path_factory.mktemp("one"), ONE_LANGUAGE, languages=["id"], title="Kantor")
    assert not any(page.css("link[hreflang]") for page in site.pages.values())
    assert b"hreflang" not in site.files["sitemap.xml"]
    assert not any(page.css("meta[property='og:locale:alternate']") for page in site.pages.values())
