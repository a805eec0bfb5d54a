"""Annotated articles travel to other tools' formats and back; the tools themselves read and draw them."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnextract as vx
from vnextract.document import Body, Directive, Event, Mention, Official
from vnextract.errors import GoldError, InputError, OptionError
from vnextract.gold import GoldArticle, parse_annotation, read_gold
from vnextract.interchange import FORMATS, annotated, brat, conll, from_tables, label_studio, read, spacy, write
from vnextract.interchange.graph import LABELS, from_graph
from vnextract.lexicon import seed_root

SAMPLES = read_gold(str(seed_root() / "articles"))
WHOLE = [name for name in FORMATS if name != "conll"]  # conll keeps spans and types alone
ODD = GoldArticle(
    "2023/a 1%.txt",
    "😀 Bộ Y\ntế — ông Lê Văn An,\r\nBộ trưởng Bộ Y tế, yêu cầu thực hiện Nghị định 30/2020/NĐ-CP.\n",
    date(2023, 12, 6),
    "Báo \"A\" & 'B'",
    parse_annotation(
        "B | Bộ Y⏎tế\nB | Bộ Y tế\nO | Lê Văn An | Bộ trưởng Bộ Y tế | =Lê Văn An\n"
        "D | Nghị định 30/2020/NĐ-CP | type=Nghị định | code=30/2020/NĐ-CP | form=code\n"
        "E | DIRECTION | yêu cầu | agent=Lê Văn An | norm=2023-12-06\n",
        "😀 Bộ Y\ntế — ông Lê Văn An,\r\nBộ trưởng Bộ Y tế, yêu cầu thực hiện Nghị định 30/2020/NĐ-CP.\n",
    ),
)


def essence(article: GoldArticle) -> tuple[object, ...]:
    """What the annotation guide knows of an article."""
    return article.doc_id, article.text, article.published, article.source, [_fields(m) for m in article.mentions]


def _fields(m: Mention) -> tuple[object, ...]:
    at = (m.kind, m.start, m.end, m.text)
    if isinstance(m, Official):
        return (*at, m.full_name, sorted(p.title for p in m.positions))
    if isinstance(m, Directive):
        return (*at, m.doc_type, m.code, m.form, m.date, m.issuer)
    if isinstance(m, Event):
        return (*at, m.event_type, m.agent, m.time_text, m.place, m.time)
    return at


def in_format(path: Path, format: str, articles: list[GoldArticle]) -> list[GoldArticle]:
    goal = path / ("x.json" if format == "label-studio" else "x")
    assert write(articles, goal, format) == len(articles)
    return read(goal, format)


@pytest.mark.parametrize("format", WHOLE)
def test_the_sample_articles_come_back_as_they_went(format: str, tmp_path: Path) -> None:
    back = in_format(tmp_path, format, SAMPLES)
    assert [essence(a) for a in back] == [essence(a) for a in SAMPLES]


@pytest.mark.parametrize("format", [name for name in WHOLE if name != "gold"])
def test_an_odd_article_comes_back_as_it_went(format: str, tmp_path: Path) -> None:
    (back,) = in_format(tmp_path, format, [ODD])
    assert essence(back) == essence(ODD)


def test_a_gold_folder_names_files_by_encoded_ids(tmp_path: Path) -> None:
    plain = replace(ODD, text=ODD.text.replace("\r\n", " "), mentions=())
    (back,) = in_format(tmp_path, "gold", [plain])
    assert (back.doc_id, back.text) == ("2023%2Fa 1%25.txt", plain.text)


@pytest.mark.parametrize("format", WHOLE)
def test_what_the_pipeline_finds_can_be_corrected_elsewhere(format: str, tmp_path: Path) -> None:
    doc = vx.extract(SAMPLES[0].text, doc_id="a", published=SAMPLES[0].published)
    if format == "gold":  # its lines cannot write a mention inside a word
        return
    (back,) = in_format(tmp_path, format, [annotated(doc)])
    assert [_fields(m) for m in back.mentions] == [_fields(m) for m in annotated(doc).mentions]


def test_conll_keeps_spans_and_types(tmp_path: Path) -> None:
    back = in_format(tmp_path, "conll", [*SAMPLES, ODD])
    for after, before in zip(back, sorted([*SAMPLES, ODD], key=lambda a: a.doc_id), strict=True):
        assert (after.doc_id, after.text, after.published, after.source) == (
            before.doc_id,
            before.text,
            before.published,
            before.source,
        )
        spans = [(m.kind, m.start, m.end, getattr(m, "event_type", None)) for m in after.mentions]
        known = {(m.kind, m.start, m.end): getattr(m, "event_type", None) for m in reversed(before.mentions)}
        assert {span[:3] for span in spans} == set(known)
        assert all(known[span[:3]] == span[3] for span in spans if span[0] != "event")
    names = {m.full_name for m in back[0].officials}
    assert names == {m.full_name for m in sorted([*SAMPLES, ODD], key=lambda a: a.doc_id)[0].officials}


def test_tables_of_a_batch_become_annotated_articles() -> None:
    docs = [vx.extract(a.text, doc_id=a.doc_id, published=a.published) for a in SAMPLES[:3]]
    frames = vx.Pipeline()
    from vnextract.pipeline import merge_rows
    from vnextract.tables import build_tables

    tables = build_tables(merge_rows([*(d.rows() for d in docs), frames.rows(vx.Article("", doc_id="bad\ud800"))]))
    back = list(from_tables(tables))
    assert [a.doc_id for a in back] == [d.doc_id for d in docs]
    for article, doc in zip(back, docs, strict=True):
        for after, before in zip(article.mentions, doc.mentions, strict=True):
            assert (after.span, after.kind, after.text, after.score) == (
                before.span,
                before.kind,
                before.text,
                before.score,
            )
            if isinstance(before, Official) and isinstance(after, Official):
                assert sorted(after.titles) == sorted(before.titles)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_replaced_unasked(format: str, tmp_path: Path) -> None:
    goal = tmp_path / "x.json"
    write(SAMPLES[:1], goal, format)
    with pytest.raises(InputError, match="overwrite"):
        write(SAMPLES[:1], goal, format)
    assert write(SAMPLES[:2], goal, format, overwrite=True) == 2
    assert len(read(goal, format)) == 2


def test_an_unknown_format_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="expected one of gold, brat, conll"):
        write([], tmp_path / "x", "xml")


def test_a_library_that_is_not_there_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(OptionError, match=r"pip install 'vnextract\[spacy\]'"):
        write(SAMPLES[:1], tmp_path / "x", "spacy")


# brat


def test_brat_shows_the_folder_by_its_own_rules(tmp_path: Path) -> None:
    write(SAMPLES, tmp_path / "x", "brat")
    conf = (tmp_path / "x" / "annotation.conf").read_text(encoding="utf-8")
    sections = dict(re.findall(r"\[(\w+)\]\n(.*?)(?=\n\[|\Z)", conf, re.DOTALL))
    entities = sections["entities"].split()
    events = {line.split("\t")[0]: line for line in sections["events"].splitlines() if line.strip()}
    assert set(entities) | set(events) == set(LABELS)
    for file in (tmp_path / "x").glob("*.ann"):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        for line in file.read_text(encoding="utf-8").splitlines():
            key, rest = line.split("\t")[:2]
            if key[0] == "T":
                label, start, end = rest.split(";")[0].split()[0], *re.findall(r"\d+", rest)[:2]
                assert label in entities or label in events
                assert line.split("\t")[2].startswith(text[int(start) : int(end)])


def test_a_span_of_two_lines_is_two_fragments() -> None:
    lines = list(brat.standoff(ODD))
    assert "T1\tBody 2 6;7 9\tBộ Y tế" in lines


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("T1\tBody 0 5\tBộ Y tế", "'Bộ Y tế' does not stand at 0-5"),
        ("T1\tBody x\tBộ", "expected T1"),
        ("T1\tTown 0 5\tBộ Y ", "unknown label 'Town'"),
        ("T1\tBody 0 2\tBộ\nR1\tholds Arg1:T1 Arg2:T9", "ends at 'T9', which is no span"),
        ("Q1\twhat", "starts with T, E, R or #"),
    ],
)
def test_a_bad_brat_line_is_named(lines: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bộ Y tế họp.", encoding="utf-8")
    (tmp_path / "a.ann").write_text(lines, encoding="utf-8")
    with pytest.raises(GoldError, match=re.escape(says)) as caught:
        brat.read(tmp_path)
    assert "a.ann" in str(caught.value)


def test_what_a_person_changed_in_brat_counts() -> None:
    text = "Sở Nội vụ họp tại Hà Nội."
    graph = brat.parse_standoff(
        "T1\tBody 0 9\tSở Nội vụ\nT2\tMEETING 10 13\thọp\nT3\tArgument 18 24\tHà Nội\n"
        "E1\tMEETING:T2 agent:T1 place:T3\n#1\tAnnotatorNotes E1\tnorm=2024-05-06\nA1\tSure E1\n",
        text,
    )
    article = from_graph(graph, "a", text)
    assert [_fields(m) for m in article.mentions] == [
        ("body", 0, 9, "Sở Nội vụ"),
        ("event", 10, 13, "họp", "MEETING", "Sở Nội vụ", None, "Hà Nội", "2024-05-06"),
    ]


# CoNLL


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("B-BODY", "B-TOWN", "BODY='B-TOWN': expected O, or B- or I- and one of BODY"),
        ("\tSở\t", "\tSỞ\t", "'SỞ' does not stand at 0-2"),
        ("\tO\tO\n", "\tO\n", "7 columns, expected 8"),
        ("# text", "# words", "no '# text = ' before it"),
    ],
)
def test_a_bad_conll_line_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    article = GoldArticle("a", "Sở Nội vụ họp.", mentions=parse_annotation("B | Sở Nội vụ", "Sở Nội vụ họp."))
    conll.write([article], tmp_path / "a.conll")
    text = (tmp_path / "a.conll").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "a.conll").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError, match=re.escape(says)):
        conll.read(tmp_path / "a.conll")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aA ộ́Đ1.,\n\t😀\u200b\u2028\x85\r/-", max_size=60), st.data())
def test_any_text_and_span_travels(text: str, data: st.DataObject) -> None:
    """Offsets survive every format in memory, for any text and a body at any span that is not blank."""
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    if not words.strip() or "\r" in words or "\n" in words[:1] + words[-1:]:
        return
    body = Body(start=start, end=end, text=words)
    article = GoldArticle("a", text, None, None, (body,))
    graph = brat.parse_standoff("\n".join(brat.standoff(article)), text)
    assert [(n.start, n.end) for n in graph.nodes] == [(start, end)]
    back = label_studio.article_of(json.loads(json.dumps(label_studio.task(article))))
    assert [m.span for m in back.mentions] == [body.span]
    assert [m.span for m in spacy.from_doc(spacy.to_doc(article)).mentions] == [body.span]
    assert spacy.to_doc(article).text == text


# Label Studio


def test_label_studio_itself_accepts_tasks_and_labels() -> None:
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface(label_studio.labeling_config())
    interface.validate()
    for article in [*SAMPLES, ODD]:
        task = label_studio.task(article)
        assert interface.validate_task(
            {"data": task["data"]}
        )  # with predictions its own call fails for a missing argument
        for prediction in task["predictions"]:
            assert not interface.validate_prediction(prediction, return_errors=True)


def test_the_last_annotation_that_was_not_cancelled_counts() -> None:
    task = label_studio.task(ODD)
    right = {"result": task["predictions"][0]["result"]}
    wrong = {"result": [], "was_cancelled": True}
    older = {"result": []}
    assert essence(label_studio.article_of(task | {"annotations": [older, right, wrong]})) == essence(ODD)
    assert label_studio.article_of(task | {"annotations": [older]}).mentions == ()


def test_offsets_in_utf16_units_are_understood_by_the_words() -> None:
    text = "😀 Bộ Y tế"
    value = {"start": 3, "end": 10, "text": "Bộ Y tế", "labels": ["Body"]}
    region = {"id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value": value}
    (body,) = label_studio.article_of({"data": {"text": text}, "annotations": [{"result": [region]}]}).mentions
    assert body.text == "Bộ Y tế"
    value["text"] = "Bộ Nội vụ"
    with pytest.raises(GoldError, match="'Bộ Nội vụ' does not stand at 3-10"):
        label_studio.article_of({"data": {"text": text}, "annotations": [{"result": [region]}]})


@pytest.mark.parametrize(
    ("content", "says"),
    [("{", "no JSON"), ("{}", "expected a list of tasks"), ('[{"data": {}}, 7]', "task 2")],
)
def test_a_bad_export_is_named(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        label_studio.read(tmp_path / "e.json")


# spaCy


def test_spacy_draws_and_stores_what_was_found(tmp_path: Path) -> None:
    from spacy import displacy
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    doc = spacy.to_doc(ODD)
    assert doc.text == ODD.text
    assert [(e.text, e.label_) for e in doc.ents if e.label_ == "OFFICIAL"] == [("Lê Văn An", "OFFICIAL")]
    assert {s.label_ for s in doc.spans["vnextract"]} == {"Body", "Official", "Title", "Directive", "DIRECTION"}
    html = displacy.render(spacy.displacy_ents(ODD), style="ent", manual=True, page=False, jupyter=False)
    assert "DIRECTION" in html
    assert "Lê Văn An" in html
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    (back,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert essence(spacy.from_doc(back)) == essence(ODD)


def test_spans_changed_in_spacy_count() -> None:
    doc = spacy.to_doc(ODD)
    group = doc.spans["vnextract"]
    kept = [s for s in group if s.label_ != "Body"]
    doc.spans["vnextract"] = [*kept, doc.char_span(ODD.text.index("ông"), ODD.text.index("ông") + 3, label="Body")]
    assert [m.text for m in spacy.from_doc(doc).bodies] == ["ông"]


def test_a_doc_without_our_spans_is_refused() -> None:
    doc = spacy.to_doc(ODD)
    del doc.spans["vnextract"]
    with pytest.raises(GoldError, match="has no 'vnextract'"):
        spacy.from_doc(doc)


# the command line


def test_tables_go_to_label_studio_and_come_back_as_gold(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from vnextract.cli import app

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SAMPLES[0].text, encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]).exit_code == 0
    ran = run(app, ["convert", str(tmp_path / "out"), "-o", str(tmp_path / "t.json"), "--to", "label-studio"])
    assert ran.exit_code == 0, ran.output
    assert "1 annotated articles" in ran.output
    ran = run(
        app,
        ["convert", str(tmp_path / "t.json"), "-o", str(tmp_path / "gold"), "--from", "label-studio", "--to", "gold"],
    )
    assert ran.exit_code == 0, ran.output
    found = vx.read_tables(tmp_path / "out")
    (article,) = read_gold(str(tmp_path / "gold"))
    assert len(article.officials) == len(found.officials)
    assert len(article.events) == len(found.events)
