"""The ``taiyaku`` command: which subcommands there are, and what an exception means.

Subcommands are imported when they are called, so that ``--help`` loads nothing heavy.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from pipeline.cli import console, unfinished
from pipeline.cli.lazy import LazyGroup
from pipeline.errors import TaiyakuError
from pipeline.system import threads  # noqa: F401  (before anything that may load NumPy)
from pipeline.system.garbage_collection import collect_seldom

# Each command, its module and what it does; in the order in which a project needs them.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Find the articles of a folder and propose a configuration."),
    "check": ("check", "Report what differs between the Japanese and English articles."),
    "diff": ("diff", "Report what a change introduced, what it fixed, and what it left stale."),
    "align": ("align", "Show which sections correspond, and why."),
    "apply": ("apply", "Put the preferred term where a forbidden one stands."),
    "draft": ("draft", "Write what the translation lacks, marked as a draft."),
    "import": ("import_file", "Merge a reviewed XLIFF file back into the articles."),
    "review": ("review", "Decide once, so that check does not ask again."),
    "split": ("split", "Divide a file that holds both languages into two articles."),
    "score": ("score", "Score a translation: BLEU, chrF++ and TER, terms, and what check finds."),
    "glossary": ("glossary", "Look after the term base: import, export and more."),
    "watch": ("watch", "Check a pair again whenever one of its files is saved."),
    "cache": ("cache", "Look after the results that are kept from one run to the next."),
    "rules": ("rules", "List the rules, or explain one."),
    "completion": ("completion", "Print a completion script for a shell."),
}

INTERRUPTED = 130
PIPE_CLOSED = 141


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from pipeline.checking.signature import tool_version

        click.echo(f"taiyaku {tool_version()}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n"
    "  taiyaku init                     in a folder of articles: where are they?\n"
    "  taiyaku check                    everything that differs\n"
    "  taiyaku check trials/exosome     one pair\n"
    "  taiyaku review trials/exosome    decide about what differs on purpose\n"
    "  taiyaku rules term-mismatch      what a rule means\n",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Keeps medical articles in Japanese and English in step (対訳, parallel text).

    Exit codes: 0 nothing to report, 1 findings, 2 something could not be checked.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(args: list[str] | None = None) -> NoReturn:
    """Runs the command and exits with its code."""
    from pipeline.cli import locales

    locales.in_utf8()
    collect_seldom()
    sys.exit(run(args))


def run(args: list[str] | None) -> int:
    """Runs the command and gives its exit code; never ends in a traceback."""
    unfinished.begin()
    crashed = False
    try:
        result = cli.main(args, prog_name="taiyaku", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except (BrokenPipeError, console.PipeClosedError):
        # Python flushes stdout once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        console.say("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        message = _usage(error)
    except TaiyakuError as error:
        message = str(error)
    except UnicodeEncodeError:
        message = "an argument or a name holds bytes that are not UTF-8; type it in UTF-8"
    except RecursionError:
        message = "a file holds what stands in one another too deep to be read"
    except OSError as error:
        name = f"{error.filename}: " if error.filename is not None else ""
        message = f"{name}{error.strerror or error}"
    except SystemExit:
        raise
    except BaseException as error:  # A panic of a native library is no Exception.
        message, crashed = console.crash(error), True
    console.say(message)
    if crashed:
        console.say_where_to_look()
    unfinished.tell(sys.argv[1:] if args is None else args, message)
    return 2


def _usage(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "taiyaku"
    return f"{error.format_message().rstrip('.')}; see `{path} --help`"
