"""How near a translation comes to another one of the same text.

``resegment`` brings a candidate into the segments of its reference; ``metrics`` is the only
importer of sacreBLEU; ``terms`` counts how faithfully and how consistently terms were rendered.
"""
