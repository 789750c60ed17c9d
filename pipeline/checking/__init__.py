"""One pair: from the bytes of its files to what is reported of it.

``check_pair`` goes through ``reading``, ``aligning`` and ``rule_findings``, and for drafts that
nobody has reviewed through ``draft_findings``; ``policy`` applies the settings, ``precedence``
leaves one finding a place, ``fingerprint`` names findings, ``decisions`` and ``ignore_comments``
say what is suppressed. ``shared`` is what all pairs of a run have in common.
"""
