"""The links of the pages: each leads to a file that is there and, with an anchor, to one of its headings.

Those to other sites have the form of an address. Whether a site answers is not tested: tests work without a network.
"""

import re
import subprocess
import urllib.parse

import pytest

from emulator import REPOSITORY

PAGES = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    cwd=REPOSITORY, capture_output=True, text=True, check=True,
).stdout.split()
INDEX = "docs/README.md"


def text_of(page):
    """A page without its blocks of code, which may have anything between brackets."""
    text = (REPOSITORY / page).read_text("utf-8")
    return re.sub(r"`[^`\n]+`", "", re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE))


def links(page):
    return re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text_of(page))


def anchors(page):
    """The anchors of a page's headings, as GitHub forms them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def target(page, link):
    path, _, anchor = urllib.parse.unquote(link).partition("#")
    return ((REPOSITORY / page).parent / path if path else REPOSITORY / page).resolve(), anchor


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page):
    for link in links(page):
        if re.match(r"\w+:", link):
            place = urllib.parse.urlsplit(link)
            assert place.scheme == "https" and re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", place.netloc), link
            continue
        file, anchor = target(page, link)
        assert file.is_relative_to(REPOSITORY) and file.exists(), link
        assert not anchor or anchor in anchors(file), link


def test_the_index_of_documents_has_every_page():
    linked = {target(INDEX, link)[0] for link in links(INDEX)}
    behaviour = REPOSITORY / "docs/behaviour"
    pages = [REPOSITORY / page for page in PAGES if page.startswith("docs/") and page != INDEX]
    # The pages of behaviour have an index of their own.
    assert [page for page in pages if page not in linked and page.parent != behaviour] == []


def test_the_readme_has_at_most_150_lines():
    assert len((REPOSITORY / "README.md").read_text("utf-8").splitlines()) <= 150
