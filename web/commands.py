"""The commands of `policy-assistant`: what is typed goes to the layers below, Chinese comes back.

Only what a command needs is imported, and only when it runs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from web.boundary import Contained
from web.command_help import ChineseCommand, ChineseGroup, in_chinese, usage_message
from web.failure import failed
from web.terminal import cleaned, prepare_streams, print_json
from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant import Assistant

FAILURE, BAD_USAGE = 1, 2

_HELP = command_texts()["help"]

# Of a command that hands on all that stands after its name.
_HANDED_ON = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "allow_interspersed_args": False,
}

app = typer.Typer(
    cls=ChineseGroup,
    help=_HELP["app"],
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
index = typer.Typer(cls=ChineseGroup, help=_HELP["index"], no_args_is_help=True)
app.add_typer(index, name="index")

Json = Annotated[bool, typer.Option("--json", help=_HELP["json"])]


@app.callback()
def root(*, debug: Annotated[bool, typer.Option("--debug", help=_HELP["debug"])] = False) -> None:
    """Options before the command; `--debug` is read in `main`."""


@app.command(cls=ChineseCommand, help=_HELP["ask"])
def ask(
    question: Annotated[str, typer.Argument(help=_HELP["question"])], *, as_json: Json = False
) -> None:
    """Answer one question."""
    from web.terminal import reply_text

    with _assistant() as assistant:
        reply = assistant.chat(question)
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        typer.echo(reply_text(reply))


@app.command(cls=ChineseCommand, help=_HELP["chat"])
def chat(*, as_json: Json = False) -> None:
    """Hold a conversation."""
    from web.chat_command import converse

    with _assistant() as assistant:
        converse(assistant, as_json=as_json)


@app.command(cls=ChineseCommand, help=_HELP["search"])
def search(
    query: Annotated[str, typer.Argument(help=_HELP["query"])],
    k: Annotated[int, typer.Option("-k", help=_HELP["k"])] = 5,
    *,
    as_json: Json = False,
) -> None:
    """Find clauses."""
    from web.terminal import results_text

    with _assistant() as assistant:
        results = assistant.search(query, k)
    if as_json:
        print_json({"results": [one.model_dump(mode="json") for one in results]})
    else:
        typer.echo(results_text(results))


@app.command(cls=ChineseCommand, help=_HELP["show"])
def show(
    clause_id: Annotated[str | None, typer.Argument(help=_HELP["clause_id"])] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show a clause, or list all."""
    from corpus import UnknownClause, load_policy
    from web.clauses import clause_list, clause_view, nearest_ids
    from web.terminal import clause_text, list_text

    policy = load_policy()
    if clause_id is None:
        print_json(clause_list(policy)) if as_json else typer.echo(list_text(policy))
        return
    try:
        view = clause_view(policy, clause_id)
    except UnknownClause:
        texts = command_texts()
        near = "、".join(nearest_ids(policy, clause_id))
        hint = texts["near"].format(ids=near) if near else texts["list"]
        _leave(BAD_USAGE, texts["unknown_clause"].format(id=clause_id, hint=hint))
    print_json(view) if as_json else typer.echo(clause_text(view, policy))


@index.callback()
def index_root() -> None:
    """Commands of the index."""


@index.command(cls=ChineseCommand, help=_HELP["build"])
def build(
    *,
    force: Annotated[bool, typer.Option("--force", help=_HELP["force"])] = False,
    as_json: Json = False,
) -> None:
    """Bring the index up to date."""
    from assistant.settings import Settings
    from web.index_report import build_report, report_text

    report = build_report(Settings(), force=force)
    if as_json:
        print_json(report)
    else:
        typer.echo(report_text(report))


@app.command(cls=ChineseCommand, help=_HELP["migrate"])
def migrate(*, as_json: Json = False) -> None:
    """Bring the database's tables up to date."""
    from assistant.settings import Settings
    from assistant.store import migrate as bring_up_to_date

    settings = Settings()
    done = bring_up_to_date(settings.database_url, settings.data_dir)
    if as_json:
        print_json({"from": done.before, "to": done.after, "database": done.place})
        return
    texts = command_texts()["migrated"]
    before = done.before or texts["nothing"]
    sentence = texts["unchanged" if done.before == done.after else "changed"]
    typer.echo(sentence.format(before=before, after=done.after, place=done.place))


@app.command(cls=ChineseCommand, help=_HELP["serve"])
def serve(
    host: Annotated[str, typer.Option(help=_HELP["host"])] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_HELP["port"])] = 8000,
) -> None:
    """Run the server until it is stopped."""
    from assistant.settings import Settings
    from web.serving import AddressTaken, bound, serve_on

    texts = command_texts()
    if not 0 <= port <= 65535:
        _leave(BAD_USAGE, texts["bad_port"])
    try:
        listener = bound(host, port)
    except AddressTaken:
        _leave(FAILURE, texts["address_taken"].format(host=host, port=port))
    serve_on(listener, Settings())


@app.command("calc", help=_HELP["calc"], add_help_option=False, context_settings=_HANDED_ON)
def calc(ctx: typer.Context) -> None:
    """Hand everything after `calc` to the command that reads its own options."""
    from web.calc_command import run as calculate

    raise typer.Exit(calculate(ctx.args))


@app.command("eval", help=_HELP["eval"], add_help_option=False, context_settings=_HANDED_ON)
def evaluate(ctx: typer.Context) -> None:
    """Hand everything after `eval` to the evaluation's own commands."""
    _log_to_stderr()
    command = in_chinese(get_command(ctx.obj()))
    status = command.main(args=ctx.args, prog_name=ctx.command_path, standalone_mode=False)
    raise typer.Exit(status if isinstance(status, int) else 0)


def run(arguments: Sequence[str], evaluation: Callable[[], typer.Typer]) -> int:
    """Run a command line; the exit status. `evaluation` gives what stands behind `eval`."""
    prepare_streams()
    words = [cleaned(argument) for argument in arguments]
    status: object = None
    with Contained() as outcome:
        try:
            status = app(
                args=words, prog_name="policy-assistant", standalone_mode=False, obj=evaluation
            )
        except TyperException as error:
            typer.echo(usage_message(error), err=True)
            status = error.exit_code
    if outcome.error:
        status = failed(outcome.error, debug="--debug" in words)
    return status if isinstance(status, int) else 0


def _log_to_stderr() -> None:
    """Log lines of what a command runs; stdout is for its answer alone."""
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def _assistant() -> Assistant:
    from assistant import Assistant

    _log_to_stderr()
    return Assistant.open()


def _leave(status: int, message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(status)
