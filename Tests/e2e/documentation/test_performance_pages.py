"""The tables of figures in the pages: complete, found by the programs, and consistent with each other."""

import re
import sys

import pytest

from contract import ROOT

sys.path.append(str(ROOT / "Benchmarks/shared"))
import page  # noqa: E402
import thresholds  # noqa: E402

WHOLE, README = ROOT / "docs/performance.md", ROOT / "README.md"
MARKERS = sorted(set(re.findall(r"^<!-- (.+) -->$", WHOLE.read_text("utf-8"), re.MULTILINE)))
NUMBER = r"-?[\d,]+(\.\d+)?"


def between(file, marker):
    return page.parts(file.read_text("utf-8"), marker)[1].splitlines()


def table(file, marker):
    return [line for line in between(file, marker) if line.startswith("|")]


def test_the_page_has_the_tables_that_the_benchmarks_write():
    assert {"throughput", "startup", "growth", "snapshots"} <= set(MARKERS)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_table_is_whole(marker):
    head, rule, *rows = map(page.cells, table(WHOLE, marker))
    assert rows and set(rule) == {"---"}
    assert [row for row in [rule, *rows] if len(row) != len(head)] == []


@pytest.mark.parametrize("marker", ["throughput", "startup"])
def test_every_figure_has_its_unit_and_every_peer_its_ratio(marker):
    for what, ours, peer, theirs, ratio, *_ in map(page.cells, table(WHOLE, marker)[2:]):
        assert re.fullmatch(rf"(\*\*)?{NUMBER} (/s|ms|MB)(\*\*)?", ours), what
        assert bool(peer) == bool(theirs) == bool(ratio), what
        assert not peer or re.fullmatch(rf"(\*\*)?{NUMBER}(\*\*)?", ratio), what


def test_the_figures_are_those_of_a_machine_without_a_name():
    sentence = between(WHOLE, "throughput")[0]
    machine, _, programs = sentence.partition("; ")
    assert re.fullmatch(r"Measured on \d+ cores of .+, \d+ GiB of memory, Linux [\d.]+", machine)
    assert re.fullmatch(r"nginx [\d.]+, moto [\d.]+, connexion [\d.]+\.", programs)


def test_the_readme_shows_figures_of_the_whole_table():
    assert between(README, "figures") == page.headlines(table(WHOLE, "throughput"), table(WHOLE, "startup"))


@pytest.mark.parametrize("marker", ["throughput", "startup", "snapshots"])
def test_every_threshold_is_asked_of_a_row_of_the_page(marker):
    head, _, *rows = map(page.cells, table(WHOLE, marker))
    column = head.index("at most" if "at most" in head else "asked")
    for what, asked in thresholds.ALL[marker].items():
        shown = " ".join(row[column] for row in rows if row[0] == what)
        bound = asked.get("most") or asked["least"]
        assert bound in [float(number) for number in re.findall(r"[\d.]+", shown)], what


def test_pasting_replaces_only_the_text_between_the_markers(tmp_path):
    file = tmp_path / "page.md"
    file.write_text("a\n<!-- x -->\nold\n<!-- x -->\nb <!-- y -->\n", "utf-8")
    page.paste(file, "x", ["| new |"])
    page.paste(file, "x", ["| newer |", "| still |"])
    assert file.read_text("utf-8") == "a\n<!-- x -->\n| newer |\n| still |\n<!-- x -->\nb <!-- y -->\n"


@pytest.mark.parametrize("text", ["", "<!-- x -->\n", "<!-- x -->\n" * 3])
def test_pasting_does_not_change_a_page_without_two_markers(tmp_path, text):
    file = tmp_path / "page.md"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="<!-- x -->"):
        page.paste(file, "x", ["| new |"])
    assert file.read_text("utf-8") == text
