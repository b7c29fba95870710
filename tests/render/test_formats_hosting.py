"""The files for hosts: `_headers`, `_redirects`, `.nojekyll`, and the policy that the pages satisfy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.plan.hosting import HeadersView, RedirectsView
from sitegen.render.formats import hosting
from tests.build_site import Built, build_site

FILES: dict[str, str | bytes] = {
    "content/partners/its.yaml": "name: Institut\nkind: institute\ncountry: ID\ncity: Surabaya\naliases: [/id/lama/, /en/old/]\n",
    "content/news/2026-01-02-a.id.md": "---\ntitle: A\n---\n\nIsi.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), FILES, base_url="https://example.ac.id/kui/")


def rules(text: str) -> dict[str, dict[str, str]]:
    """Path → header → value, as a host reads the file."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def test_what_is_named_after_its_content_may_be_kept_for_ever(site: Built) -> None:
    found = rules(site.text("_headers"))
    kept = {"/kui/assets/*", "/kui/media/*", "/kui/pagefind/fragment/*", "/kui/pagefind/index/*"}
    assert set(found) == {"/kui/*", *kept}
    assert all("immutable" in found[path]["Cache-Control"] for path in kept)
    assert "Cache-Control" not in found["/kui/*"]
    assert found["/kui/*"]["Content-Security-Policy"].startswith(f"{hosting.POLICY}; ")


def test_former_addresses_lead_to_the_present_ones(site: Built) -> None:
    assert site.text("_redirects").splitlines() == [
        "/kui/en/old/ /kui/en/partners/its/ 301",
        "/kui/id/lama/ /kui/id/mitra/its/ 301",
    ]
    assert hosting.redirects(RedirectsView(())) == b""


def test_a_site_without_former_addresses_has_no_list_of_them(tmp_path: Path) -> None:
    files = build_site(tmp_path, {}).files
    assert "_redirects" not in files
    assert {"_headers", ".nojekyll"} <= files.keys()


def test_every_page_carries_the_policy_and_satisfies_it(site: Built) -> None:
    pages = {file: data for file, data in site.files.items() if file.endswith(".html")}
    for file, data in pages.items():
        html = LexborHTMLParser(data.decode())
        if html.css_first("meta[http-equiv=refresh]"):
            continue
        policy = html.css_first("meta[http-equiv=Content-Security-Policy]")
        assert policy is not None and policy.attributes["content"] == hosting.POLICY, file
        for script in html.css("script"):
            source, kind = script.attributes.get("src"), script.attributes.get("type")
            assert kind == "application/ld+json" or (source and re.match(r"/kui/assets/", source)), file
        assert not [node for node in html.css("*") if any(name.startswith("on") for name in node.attributes)], file
    assert hosting.headers(HeadersView("/")).startswith(b"/*\n  Content-Security-Policy: ")
