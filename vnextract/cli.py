"""The command line. Findings go to stdout, progress and errors to stderr.

Exit codes: 0 all read; 1 nothing could be read; 2 the call was wrong; 3 finished, but some inputs failed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from vnextract.errors import InputError, NothingFoundError, OptionError, OutputError, VnextractError, WorkerError
from vnextract.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from vnextract.pipeline import Pipeline
    from vnextract.runs.batch import Summary
    from vnextract.runs.progress import Progress

OK, NOTHING_READ, WRONG_CALL, SOME_FAILED = 0, 1, 2, 3
STOPPED = 130  # by Ctrl-C, as shells tell it
SHOWN_FAILURES = 10
TIME_LIMIT = 60.0  # seconds: ten thousand times what an article takes

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Officials, public bodies, official documents and events from Vietnamese public-affairs news, as tables.\n\n"
    "Start with: vnextract samples articles && vnextract extract articles -o out",
)


class Format(str, Enum):
    """File formats of the tables."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    sqlite = "sqlite"


class Tokenizer(str, Enum):
    """Word tokenizers."""

    syllable = "syllable"
    underthesea = "underthesea"
    pyvi = "pyvi"


class Exchange(str, Enum):
    """Formats of annotated articles."""

    tables = "tables"
    gold = "gold"
    brat = "brat"
    conll = "conll"
    label_studio = "label-studio"
    spacy = "spacy"
    jsonl = "jsonl"


Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD: gives 'chiều 6/12' its year."),
]
TokenizerOption = Annotated[Tokenizer, typer.Option(help="What cuts the text into words.")]
ModelOption = Annotated[
    str, typer.Option(metavar="MODEL", help="'default', 'none' (the rules alone), or a folder that train wrote.")
]
SeedsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Vocabulary of your own over the package's: a folder of CSV files, titles.csv ..."
    ),
]


EXTRACT_HELP = (
    "Read articles and write tables of what they say.\n\n"
    "OUT gets the tables articles, officials, positions, bodies, directives, provisions, events and "
    "participants. The same command again goes on where it stopped.\n\n"
    "PATH holds .txt in any encoding, .html, .mhtml, .docx, .pdf, or tables of articles: .jsonl, .json, .csv, .tsv, "
    ".parquet; each may be packed (.gz, .bz2, .xz, .zip).\n\n"
    "A file or row that cannot be read becomes a row of articles with the reason in its column error. "
    "A folder may hold a file metadata.csv with the columns path, published, title, source, author."
)


@app.command(help=EXTRACT_HELP)
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files of articles, folders of them, or - for standard input."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Folder for the tables.")],
    format: Annotated[Format, typer.Option(help="File format; sqlite puts all tables in one file.")] = Format.parquet,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read at the same time.")] = 1,
    kinds: Annotated[
        str | None,
        typer.Option(metavar="KIND,...", help="Only these tables: official, body, directive, event."),
    ] = None,
    published: Published = None,
    text_column: Annotated[str, typer.Option(metavar="NAME", help="Column of a table that holds the text.")] = "text",
    id_column: Annotated[str, typer.Option(metavar="NAME", help="Column with the id of the article.")] = "doc_id",
    date_column: Annotated[
        str, typer.Option(metavar="NAME", help="Column with the day of publication: ISO, or day first.")
    ] = "published",
    title_column: Annotated[str, typer.Option(metavar="NAME", help="Column with the headline.")] = "title",
    source_column: Annotated[str, typer.Option(metavar="NAME", help="Column with the paper.")] = "source",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Start anew, replacing the tables in OUT.")] = False,
    link: Annotated[
        bool, typer.Option("--link/--no-link", help="Find what is the same in all articles: the columns link_id ...")
    ] = True,
    tokenizer: TokenizerOption = Tokenizer.syllable,
    model: ModelOption = "default",
    seeds: SeedsOption = None,
    time_limit: Annotated[
        float, typer.Option(metavar="SECONDS", help="Give up an article that takes longer; 0: never.")
    ] = TIME_LIMIT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    from vnextract.runs.workers import start_server

    if workers > 1 or time_limit:
        start_server()
    from vnextract.reading import Columns
    from vnextract.runs.batch import extract_files

    with _stoppable(), _progress(quiet) as progress:
        summary = extract_files(
            paths,
            out,
            format=format.value,
            workers=workers,
            kinds=[kind.strip() for kind in kinds.split(",") if kind.strip()] if kinds else None,
            published=published,
            columns=Columns(text_column, id_column, date_column, title_column, source_column),
            overwrite=overwrite,
            link=link,
            pipeline=_pipeline(tokenizer, model, seeds, time_limit or None),
            progress=progress,
        )
    _tell(summary)
    if summary.failed:
        raise typer.Exit(NOTHING_READ if summary.failed >= summary.rows["articles"] else SOME_FAILED)


def _pipeline(tokenizer: Tokenizer, model: str, seeds: Path | None, time_limit: float | None = None) -> Pipeline:
    """The line that the options ask for."""
    from vnextract.pipeline import Pipeline

    given = None if model == "none" else model
    return Pipeline(tokenizer=tokenizer.value, model=given, seeds=seeds, time_limit=time_limit)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C within it ends the command with a word on how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        _fail("stopped; the same command again goes on from here", STOPPED)


def _progress(quiet: bool) -> AbstractContextManager[Progress]:
    from vnextract.runs.progress import Bar, Lines, silent

    if quiet:
        return nullcontext(silent)
    return Bar() if sys.stderr.isatty() else Lines()


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def _tell(summary: Summary) -> None:
    """The closing words: what was found, where it is, what failed."""
    from rich.markup import escape

    console = _console()
    read = summary.rows["articles"] - summary.failed
    again = "; nothing had changed since the last run" if summary.was_complete else ""
    console.print(f"[bold]{read:,} of {summary.rows['articles']:,} articles read[/bold]{again}")
    for name, count in summary.rows.items():
        if name != "articles":
            console.print(f"  {count:>9,}  {name}")
    console.print(
        f"Tables in {escape(str(summary.out))}, as {summary.format}: vnextract.read_tables({str(summary.out)!r})"
    )
    if summary.passed_over:
        console.print(f"{summary.passed_over:,} files of other kinds were passed over")
    if summary.failed:
        errors = _console(stderr=True)
        errors.print(f"[bold red]{summary.failed:,} could not be read[/bold red] (articles.error):")
        for doc_id, error in summary.failures[:SHOWN_FAILURES]:
            errors.print(f"  {escape(doc_id)}: {escape(error)}")
        if summary.failed > SHOWN_FAILURES:
            errors.print(f"  ... and {summary.failed - SHOWN_FAILURES:,} more")


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file with one article.")],
    published: Published = None,
    tokenizer: TokenizerOption = Tokenizer.syllable,
    model: ModelOption = "default",
    seeds: SeedsOption = None,
) -> None:
    """Show one article with what was found in it, highlighted."""
    from rich.console import Console

    from vnextract.runs.batch import article_of
    from vnextract.show import render_terminal

    article = article_of(file)
    doc = _pipeline(tokenizer, model, seeds).extract(article, published=published)
    Console(highlight=False).print(render_terminal(doc.text, doc.mentions, doc.zones, _heading(doc)))


def _heading(doc: Any) -> str:
    day = f"published {doc.published}" if doc.published else "day of publication unknown"
    return " · ".join([doc.doc_id, day, *doc.notes])


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of .txt, .ann and meta.jsonl.")],
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Differences to list for each figure.")] = 5,
    tokenizer: TokenizerOption = Tokenizer.syllable,
    model: ModelOption = "default",
    seeds: SeedsOption = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="WHOM", help="Compare with underthesea, pyvi, or another configuration: 'model=none'."),
    ] = None,
) -> None:
    """Score the extraction against articles annotated by hand."""
    from rich.console import Console

    from vnextract.evaluation.folders import evaluate_folder, render, render_comparison
    from vnextract.evaluation.peers import reader_of

    if not gold.is_dir():
        raise InputError(f"no such folder: {gold}")
    line = _pipeline(tokenizer, model, seeds)
    other = reader_of(against) if against else None
    report = evaluate_folder(gold, lambda a: line.extract(a.text, doc_id=a.doc_id, published=a.published))
    console = Console(highlight=False)
    blocks = render(report, errors)
    if other is not None and against is not None:
        blocks = render_comparison(evaluate_folder(gold, other), report, (against, "this"))
    for block in blocks:
        console.print(block)


@app.command()
def train(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of .txt, .ann and meta.jsonl.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="MODEL", help="Folder to write the model to.")],
    start: Annotated[str, typer.Option(metavar="MODEL", help="Model whose weights training starts from.")] = "default",
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the articles, at most.")] = 5,
    seed: Annotated[int, typer.Option(help="Another seed gives another, equally good model.")] = 0,
    words: Annotated[
        bool, typer.Option("--words", help="Let the model read the words of the tokenizer, not syllables alone.")
    ] = False,
) -> None:
    """Train the sequence model on articles annotated by hand (needs the extra 'train')."""
    try:
        from vnextract.model.learning import train_folder
        from vnextract.model.training import Settings
    except ModuleNotFoundError as error:
        raise OptionError(f"training needs {error.name}: pip install 'vnextract[train]'") from None

    if not gold.is_dir():
        raise InputError(f"no such folder: {gold}")

    def say(epoch: int, loss: float, score: float | None) -> None:
        typer.echo(f"epoch {epoch:3}  loss {loss:.4f}" + (f"  held-out F1 {score:.4f}" if score else ""), err=True)

    card = train_folder(gold, out, start, Settings(epochs=epochs, seed=seed, words=words), say)
    held = card["held_out"]
    typer.echo(
        f"{card['articles']} articles learnt, F1 {held['tag_f1']} on {held['articles']} held out. "
        f"Model in {out}; use it with --model {out}"
    )


@app.command()
def report(
    tables: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of tables that extract wrote.")],
    page: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path("report.html"),
    title: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Heading of the page; the folder's name if not given.")
    ] = None,
) -> None:
    """Write one self-contained page to explore a batch: search, filters, charts, every row in its article."""
    from vnextract.report import write_report

    goal = write_report(tables, page, title)
    typer.echo(f"{goal}: {goal.stat().st_size / 1e6:.1f} MB. Open it in a browser; it needs no network.")


@app.command()
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="What extract wrote, or a file or folder of the format --from.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PATH", help="File or folder to write.")],
    to: Annotated[Exchange, typer.Option("--to", help="Format to write.")],
    given: Annotated[Exchange, typer.Option("--from", help="Format to read.")] = Exchange.tables,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
) -> None:
    """Take annotations to another tool and back: brat, CoNLL, Label Studio, spaCy, JSON Lines, or the guide's folders.

    Articles to correct: vnextract convert OUT -o tasks.json --to label-studio; back again, to train on:
    vnextract convert export.json -o gold --from label-studio --to gold.
    """
    from vnextract.interchange import from_tables, read, write
    from vnextract.tables import read_tables

    if to is Exchange.tables:
        raise OptionError("tables are written by extract; --to takes the other formats")
    articles = from_tables(read_tables(source)) if given is Exchange.tables else read(source, given.value)
    count = write(articles, out, to.value, overwrite=overwrite)
    typer.echo(f"{count:,} annotated articles in {out}, as {to.value}")


@app.command()
def samples(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to; made if it is not there.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that differ.")] = False,
) -> None:
    """Write the sample articles that come with vnextract."""
    from vnextract.lexicon import seed_root

    shelf = seed_root() / "articles"
    files = sorted((f for f in shelf.iterdir() if f.is_file()), key=lambda f: f.name) if shelf.is_dir() else []
    if not files:
        raise NothingFoundError("this installation holds no sample articles")
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        goal, data = folder / file.name, file.read_bytes()
        if goal.exists() and goal.read_bytes() != data and not overwrite:
            raise InputError(f"{goal} is there already with other content; --overwrite replaces it")
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    texts = sum(file.name.endswith(".txt") for file in files)
    typer.echo(f"{texts} sample articles in {folder}. Next: vnextract extract {folder} -o out")


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vnextract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; errors that vnextract raises on purpose become one line and an exit code."""
    try:
        app(prog_name="vnextract")
    except (NothingFoundError, OutputError, WorkerError) as error:
        _fail(error, NOTHING_READ)
    except (InputError, OptionError) as error:
        _fail(error, WRONG_CALL)
    except (VnextractError, OSError) as error:
        _fail(error, WRONG_CALL)


def _fail(error: object, code: int) -> NoReturn:
    print(f"vnextract: {error}", file=sys.stderr)
    raise SystemExit(code)
