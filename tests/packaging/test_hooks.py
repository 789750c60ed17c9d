"""What other repositories call: the pre-commit hooks, the GitHub Action, the GitLab template."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GITLAB = list(yaml.safe_load_all((ROOT / "templates/taiyaku.yml").read_text("utf-8")))


def examples() -> list[str]:
    return BLOCK.findall((ROOT / "docs/ci.md").read_text("utf-8"))


def workflows() -> list[str]:
    return [text for text in examples() if text.startswith("# .github/workflows/")]


def uses(value: Any) -> Iterator[str]:
    """Every ``uses:`` of a workflow or an action."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "uses":
                yield inner
            else:
                yield from uses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from uses(inner)


def test_hooks_call_the_command_and_never_a_module() -> None:
    assert [hook["entry"] for hook in HOOKS] == ["taiyaku check", "taiyaku glossary lint"]
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    scripts += GITLAB[1]["taiyaku"]["script"]
    for script in scripts:
        assert "-m pipeline" not in script
        # An interpreter imports from where it runs, and there a pull request wrote everything.
        assert all(" -I" in line for line in script.splitlines() if "python" in line)


def test_no_input_is_text_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    job = GITLAB[1]["taiyaku"]
    assert not [line for line in (*job["before_script"], *job["script"]) if "$[[" in line]


@pytest.mark.parametrize(
    ("command", "allowed", "passed"),
    [("diff", "true", True), ("diff", "false", False), ("check", "true", False)],
)
def test_gitlab_lets_a_change_hide_something_only_where_that_is_said(
    command: str, allowed: str, passed: bool
) -> None:
    (script,) = GITLAB[1]["taiyaku"]["script"]
    names = {"COMMAND": command, "ROOT": "a b", "FAIL_ON": "error", "ALLOW_SUPPRESSIONS": allowed}
    done = subprocess.run(
        ["sh", "-euc", script.replace("/tmp/taiyaku/bin/taiyaku", "printf '%s\\n'")],
        env={f"TAIYAKU_{name}": value for name, value in names.items()},
        capture_output=True,
        text=True,
        check=True,
    )
    arguments = done.stdout.splitlines()
    assert arguments[0] == command
    assert ("--allow-suppressions" in arguments) == passed
    assert arguments[arguments.index("--root") + 1] == "a b"


def test_no_workflow_has_more_than_it_needs() -> None:
    assert len(workflows()) == 2
    for text in workflows():
        shape = yaml.safe_load(text)
        # YAML 1.1 reads the key "on" as true.
        assert set(shape[True]) <= {"pull_request", "push"}
        assert shape["permissions"] == {"contents": "read"}
        assert "secrets" not in text
    for text in (*workflows(), (ROOT / "action.yml").read_text("utf-8")):
        assert "pull_request_target" not in text
        for name in uses(yaml.safe_load(text)):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name), name


def test_the_documentation_names_every_input() -> None:
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    for name, given in ACTION["inputs"].items():
        default = f"`{given['default']}`" if given["default"] else ""
        row = f"| `{name}` | {default} |".replace("  ", " ")
        assert row in page, row
    for name in GITLAB[0]["spec"]["inputs"]:
        assert f"`{name}`" in page


def step(
    name: str, workspace: Path, temporary: Path, action: Path = ROOT, **inputs: str
) -> tuple[int, str, str, str]:
    """Runs a step as the runner would: its code, log, summary and output."""
    (chosen,) = [s for s in ACTION["runs"]["steps"] if s.get("name") == name]
    known = {key: given["default"] for key, given in ACTION["inputs"].items()}
    known |= {key.replace("_", "-"): value for key, value in inputs.items()}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {
        **os.environ,
        "PATH": path,
        "RUNNER_TEMP": str(temporary),
        "GITHUB_ACTION_PATH": str(action),
        "GITHUB_ACTIONS": "true",
    }
    for key, value in chosen["env"].items():
        value = value.replace("${{ runner.temp }}", str(temporary))
        source = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
        environment[key] = known[source[1]] if source else value
        assert "${{" not in environment[key]
    for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        environment[key] = str(temporary / key)
        (temporary / key).write_text("")
    (temporary / "step.sh").write_text(chosen["run"])
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(temporary / "step.sh")]
    done = subprocess.run(
        shell, cwd=workspace, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return (
        done.returncode,
        done.stdout + done.stderr,
        (temporary / "GITHUB_STEP_SUMMARY").read_text("utf-8"),
        (temporary / "GITHUB_OUTPUT").read_text("utf-8"),
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "work space"
    for lang, text in (("ja", "# 散歩\n\n毎朝歩く。\n"), ("en", "# Walking\n\nI walk daily.\n")):
        article = root / "articles" / lang / "walk.md"
        article.parent.mkdir(parents=True)
        article.write_text(text, encoding="utf-8")
    (root / "articles/ja/lost.md").write_text("# 迷子\n\n訳がない。\n", encoding="utf-8")
    (root / "glossary.tsv").write_text("散歩\twalking\n", encoding="utf-8")
    return root


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The runner's folder after the step that installs: the command of this very environment."""
    command = tmp_path / "taiyaku/bin/taiyaku"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path(sys.executable).parent / "taiyaku")
    return tmp_path


def test_the_action_reports_and_fails(workspace: Path, installed: Path) -> None:
    code, log, summary, output = step("Run taiyaku", workspace, installed)
    assert code == 1
    assert "::error file=articles/ja/lost.md,line=1,endLine=1,col=3" in log
    assert "### taiyaku: 1 error in 1 of 2 pairs" in summary
    assert output == "exit-code=1\n"
    assert (installed / "taiyaku-cache").is_dir()


def test_the_action_takes_several_formats_and_paths(workspace: Path, installed: Path) -> None:
    code, log, summary, _ = step(
        "Run taiyaku",
        workspace,
        installed,
        formats="terminal\nsarif=out.sarif\n",
        paths="articles/ja/walk.md\n",
        summary="false",
    )
    assert (code, summary) == (0, "")
    assert "nothing found in 1 pair" in log
    assert (workspace / "out.sarif").is_file()


def test_the_action_takes_no_path_for_a_revision(workspace: Path, installed: Path) -> None:
    code, log, _, _ = step(
        "Run taiyaku", workspace, installed, command="diff", paths="articles/ja\n"
    )
    assert (code, '"paths" is for check' in log) == (2, True)


@pytest.mark.parametrize(
    "inputs",
    [
        {"root": "$(touch taken)"},
        {"paths": "`touch taken`\n; touch taken\n--root=/"},
        {"formats": "github\n$(touch taken)"},
        {"fail_on": 'error"; touch taken; "'},
        {"command": "check; touch taken"},
    ],
)
def test_no_input_of_the_action_is_run(
    workspace: Path, installed: Path, inputs: dict[str, str]
) -> None:
    code, _, _, _ = step("Run taiyaku", workspace, installed, **inputs)
    assert code == 2
    assert not list(installed.rglob("taken"))


@pytest.mark.parametrize("name", [".cache/pip/wheels/x", ".cache/taiyaku/cache-1.sqlite3"])
def test_a_cache_that_the_branch_brings_along_is_not_used(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    guard = GITLAB[1]["taiyaku"]["before_script"][0]
    show = "; echo $PIP_CACHE_DIR $TAIYAKU_CACHE_DIR"

    def folders() -> str:
        variables = {**os.environ, "PIP_CACHE_DIR": "own", "TAIYAKU_CACHE_DIR": "own"}
        done = subprocess.run(
            ["sh", "-c", f"{guard.rstrip()}{show}"], cwd=root, env=variables, capture_output=True
        )
        return done.stdout.decode().splitlines()[-1]

    root.mkdir()
    assert folders() == "/tmp/taiyaku-pip /tmp/taiyaku-cache"
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / name).parent.mkdir(parents=True)
    (root / name).touch()
    # What GitLab restored is known to no commit.
    assert folders() == "own own"
    subprocess.run(["git", "add", "-f", name], cwd=root, check=True)
    assert folders() == "/tmp/taiyaku-pip /tmp/taiyaku-cache"


def test_a_path_of_the_workflow_lets_nothing_of_the_workspace_in(
    workspace: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", ".")
    for module in ("re", "sitecustomize", "encodings", "click"):
        (workspace / f"{module}.py").write_text("raise SystemExit('code of the workspace ran')\n")
    code, log, _, _ = step("Run taiyaku", workspace, installed)
    assert code == 1
    assert "code of the workspace" not in log
