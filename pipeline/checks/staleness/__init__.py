"""What stale-section reads: what became of each sentence, whether it says something else now.

units (a document as a row of sentences) → pairing (which became which) → weight (does the edit
count, and why) → follow (did the other side go along).
"""
