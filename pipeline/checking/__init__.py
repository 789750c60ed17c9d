"""One pair: from the bytes of its files to what is reported of it.

``check_pair`` wires the stages and asks the rules; ``policy`` applies the settings, ``precedence``
leaves one finding a place, ``fingerprint`` names findings, ``decisions`` and ``ignore_comments``
say what is suppressed. ``shared`` is what all pairs of a run have in common.
"""
