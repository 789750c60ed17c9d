"""What nobody asks for is not imported; in a process of its own, for others import it."""

import subprocess
import sys

CODE = """
import sys
from pipeline.languages import tokenise_texts
assert tokenise_texts(["brains"], "en")[0][0].lemma == "brain"
assert tokenise_texts(["脳"], "ja")[0][0].pos == "NOUN"
assert not {"spacy.cli", "typer", "requests", "httpx"} & sys.modules.keys()
from spacy.cli.info import info
assert callable(info)
"""


def test_spacy_comes_without_its_command_line_which_can_still_be_had() -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True)
