"""The hooks as their hosts take them: the real pre-commit, published schemas, zizmor."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import pytest
import yaml

from tests.packaging.test_hooks import ROOT, examples, step, workflows
from tests.packaging.test_hooks import workspace as workspace

pytest.importorskip("pre_commit")

pytestmark = pytest.mark.external
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
SCHEMA = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")


def zizmor() -> tuple[str, str]:
    """The program that the package brings, wherever its environment keeps it."""
    (program,) = [file for file in files("zizmor") or () if file.stem == "zizmor"]
    return str(program.locate()), "--offline"


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "VIRTUAL"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "NO_COLOR": "1", **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def ok(*command: str | Path, cwd: Path, **more: str) -> str:
    done = run(*command, cwd=cwd, **more)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git history")
    made = tmp_path_factory.mktemp("clone") / "taiyaku"
    ok("git", "clone", "--quiet", ROOT, made, cwd=ROOT)
    return made


def test_pre_commit_installs_the_hook_and_runs_it(clone: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    places = {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "TAIYAKU_CACHE_DIR": str(tmp_path / "cache"),
    }
    revision = ok("git", "rev-parse", "HEAD", cwd=clone).strip()
    hooks = [{"id": "taiyaku-check"}, {"id": "taiyaku-glossary"}]
    config = {"repos": [{"repo": str(clone), "rev": revision, "hooks": hooks}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    ok("git", "init", "--quiet", cwd=project)
    ok("git", "config", "user.name", "Hanako", cwd=project)
    ok("git", "config", "user.email", "hanako@example.com", cwd=project)
    (project / "articles/ja").mkdir(parents=True)
    (project / "articles/en").mkdir()
    (project / "glossary.tsv").write_text("散歩\twalk\n", encoding="utf-8")
    (project / "articles/ja/walk.md").write_text("# 散歩\n\n毎朝歩きます。\n", encoding="utf-8")
    ok("git", "add", "--all", cwd=project)
    ok(*PRE_COMMIT, "install", cwd=project, **places)
    refused = run("git", "commit", "--quiet", "-m", "one side", cwd=project, **places)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "error[missing-article]" in refused.stdout + refused.stderr
    (project / "articles/en/walk.md").write_text("# Walk\n\nI walk every morning.\n")
    ok("git", "add", "--all", cwd=project)
    taken = run("git", "commit", "-m", "both sides", cwd=project, **places)
    assert taken.returncode == 0, taken.stdout + taken.stderr
    output = taken.stdout + taken.stderr
    assert "taiyaku check" in output
    assert "Passed" in output


def test_the_action_installs_and_runs(clone: Path, workspace: Path, tmp_path: Path) -> None:
    # A module that a pull request could bring, to be imported in place of the installer.
    (workspace / "pip").mkdir()
    (workspace / "pip/__init__.py").write_text("raise SystemExit('taken over')\n")
    code, log, _, _ = step("Install taiyaku", workspace, tmp_path, clone)
    assert code == 0, log
    code, log, summary, _ = step("Run taiyaku", workspace, tmp_path, clone)
    assert code == 1, log
    assert "::error file=articles/ja/lost.md" in log
    assert "### taiyaku: 1 error in 1 of 2 pairs" in summary


def test_pre_commit_takes_the_manifest_and_the_example(tmp_path: Path) -> None:
    ok(*PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml", cwd=tmp_path)
    (example,) = [text for text in examples() if text.startswith("repos:")]
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(example)
    ok(*PRE_COMMIT, "validate-config", config, cwd=tmp_path)


def schema(name: str, file: Path, *more: str) -> None:
    ok(*SCHEMA, name, *more, file, cwd=file.parent)


def test_the_published_schemas_take_them(tmp_path: Path) -> None:
    schema("vendor.github-actions", ROOT / "action.yml")
    for number, text in enumerate(workflows()):
        file = tmp_path / f"{number}.yml"
        file.write_text(text)
        schema("vendor.github-workflows", file)
        schema("custom.github-workflows-require-timeout", file)
    _, _, job = (ROOT / "templates/taiyaku.yml").read_text("utf-8").partition("\n---\n")
    template = tmp_path / "template.yml"
    template.write_text(job)
    schema("vendor.gitlab-ci", template, "--data-transform", "gitlab-ci")
    (example,) = [text for text in examples() if text.startswith("# .gitlab-ci.yml")]
    pipeline = tmp_path / "pipeline.yml"
    pipeline.write_text(example)
    schema("vendor.gitlab-ci", pipeline, "--data-transform", "gitlab-ci")


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    for number, text in enumerate(workflows()):
        (folder / f"{number}.yml").write_text(text)
    (tmp_path / "action.yml").write_text((ROOT / "action.yml").read_text("utf-8"))
    output = ok(*zizmor(), "--persona", "pedantic", tmp_path, cwd=tmp_path)
    assert "No findings" in output
    # It would notice: the same action with an input inside a script.
    text = (ROOT / "action.yml").read_text("utf-8").replace('"$ROOT"', '"${{ inputs.root }}"')
    (tmp_path / "action.yml").write_text(text)
    done = run(*zizmor(), tmp_path, cwd=tmp_path)
    assert "template-injection" in done.stdout
