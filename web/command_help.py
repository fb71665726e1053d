"""Help pages and usage errors of the command line, in Chinese."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

# Typer keeps its own copy of click, whose classes have no public names.
Context = Any
Formatter = Any


class NoSuchCommand(TyperException):
    """A command that does not exist."""

    exit_code = 2

    def __init__(self, name: str, commands: Iterable[str], ctx: Context) -> None:
        texts = command_texts()
        near = "、".join(get_close_matches(name, list(commands)))
        hint = texts["did_you_mean"].format(names=near) if near else ""
        super().__init__(texts["no_such_command"].format(name=name, hint=hint))
        self.ctx = ctx


class ChineseCommand(TyperCommand):
    """A command with a Chinese help page."""

    def format_help(self, ctx: Context, formatter: Formatter) -> None:
        """Write usage, help, arguments and options."""
        _write_help(self, ctx, formatter)


class ChineseGroup(TyperGroup):
    """A group of commands with a Chinese help page."""

    def format_help(self, ctx: Context, formatter: Formatter) -> None:
        """Write usage, help, options and commands."""
        _write_help(self, ctx, formatter)
        commands = [one for one in self.commands.items() if not one[1].hidden]
        rows = [(name, command.help or "") for name, command in commands]
        _write_section(formatter, "commands", rows)

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """Find the command that the first argument names."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise NoSuchCommand(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)


def in_chinese(command: Any) -> Any:
    """A copy of another package's command, and of those under it, with Chinese help pages."""
    params = [one for one in command.params if not one.name.endswith("_completion")]
    common = {
        "name": command.name,
        "callback": command.callback,
        "params": params,
        "help": command.help,
        "context_settings": command.context_settings,
        "no_args_is_help": command.no_args_is_help,
        "rich_markup_mode": None,
    }
    if not isinstance(command, TyperGroup):
        return ChineseCommand(**common)
    below = {name: in_chinese(one) for name, one in command.commands.items()}
    return ChineseGroup(commands=below, **common)


def usage_message(error: TyperException) -> str:
    """What is wrong with a command line, and where its help is."""
    texts = command_texts()
    ctx: Context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(ctx.get_help())
    if isinstance(error, NoSuchCommand):
        message = error.message
    else:
        names = [kind.__name__ for kind in type(error).__mro__]
        wrong = next(texts["wrong"][name] for name in names if name in texts["wrong"])
        parameter = getattr(error, "param", None)
        message = wrong.format(
            hint=parameter.get_error_hint().replace("'", "") if parameter else "",
            option=getattr(error, "option_name", ""),
        )
    command = ctx.command_path if ctx else "policy-assistant"
    return f"{message}\n{texts['see_help'].format(command=command)}"


def _write_help(command: Any, ctx: Context, formatter: Formatter) -> None:
    texts = command_texts()
    pieces = [texts["options_metavar"]]
    for parameter in command.params:
        pieces += parameter.get_usage_pieces(ctx)
    if hasattr(command, "commands"):
        pieces.append(texts["commands_metavar"])
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=texts["usage"])
    formatter.write_paragraph()
    formatter.write_text(command.help or "")
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name == "option"]
    rows = [(one.display_name_raw, _explained(one, texts)) for one in arguments]
    _write_section(formatter, "arguments", rows)
    rows = [(", ".join(one.opts), _explained(one, texts)) for one in options]
    if command.add_help_option:
        rows.append(("--help", texts["show_help"]))
    _write_section(formatter, "options", rows)


def _explained(parameter: Any, texts: dict[str, Any]) -> str:
    explained: str = parameter.help or ""
    if parameter.required:
        return explained + str(texts["required"])
    if parameter.default is None or isinstance(parameter.default, bool):
        return explained
    return explained + str(texts["default"]).format(value=parameter.default)


def _write_section(formatter: Formatter, name: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(command_texts()["headings"][name]):
            formatter.write_dl(rows)
