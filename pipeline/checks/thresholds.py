"""The hand-set numbers of the rules: each with its meaning and the figure or reason that chose it.

“By hand” means that the number was set by hand and not measured; docs/fidelity.md and docs/diff.md
hold the figures of the others. Scores of links and confidences run from 0 to 1.
A number that only names something (ten for 十, the steps of a scale) stands beside its code.
"""

from __future__ import annotations

# --- Severity: the probability that a reviser wants to see a finding (CONTRACT) ---

# From here on it is a warning; below, nothing is said, or an info. Fixed by the contract.
PROBABLE = 0.5
# From here on it is an error. Fixed by the contract.
CERTAIN = 0.8

# --- Links: how certain a link must be before a rule relies on it ---

# A link of sections (or of a pair in them), below which two texts are too unlike. By hand.
SECTION_LINK = 0.6
# A link of sentences, before a term in one answers a term in the other. By hand.
SENTENCE_LINK = 0.5
# A link of sections of which one seems to lack, or to add, a quantity: what is nowhere else is
# no proof where the texts are free. By hand.
SECTION_LINK_PLAIN = 0.75
# … of its sentences. By hand.
SENTENCE_LINK_PLAIN = 0.65
# A link so certain that what stands elsewhere is no answer, and that values can have changed
# places between two of them. By hand.
LINK_CERTAIN = 0.9
# What is said of whole articles, which are no linked sentences. By hand.
ARTICLE_LINK = 0.8
# With how many of the linked sections a name or identifier is compared: bounds the cost. By hand.
COMPARED_AT_MOST = 500

# --- Terms ---

# Confidence that a term is wrong where another concept or a forbidden form stands. By hand.
TERM_CERTAIN = 0.95
# Confidence that a term is wrong where no concept of the glossary stands in its place. By hand.
TERM_LIKELY = 0.85
# Confidence that a term is wrong where it stands elsewhere in the linked sections. By hand.
TERM_MOVED = 0.6
# Confidence that a term is wrong where half of the words that stand there render it. By hand, with
# a look at benchmarks/term_cases.py.
TERM_REWORDED = 0.55
# … where all of them do, which makes them another rendering than the glossary asks for. By hand.
TERM_SYNONYM = 0.5
# The share of those words from which on they are the term in other words. By hand.
TERM_WORDS_RENDERED = 0.5
# Probability of a word link from which on one word renders the other. By hand.
WORD_LINK = 0.1
# Confidence that a term is exchanged for one that excludes it, where the sentences name no other of
# its kind. Links that are wrong are counted in: on 15,600 human translations, linked at 0.5 or
# more, and 3,800 names of diseases one was found, and it is a fault (docs/fidelity.md).
EXCLUDED_ALONE = 0.92
# … where they name others of its kind. By hand.
EXCLUDED_AMONG_OTHERS = 0.6
# … where both stand nearby on the other side, so that the sentences may be linked crosswise: at
# most this. By hand.
EXCLUDED_NEARBY = 0.7
# Confidence that a forbidden form is meant where it may be another word. By hand.
TERM_FORBIDDEN_UNCERTAIN = 0.4
# Confidence that two renderings of one term are an inconsistency. By hand.
TERM_INCONSISTENT = 0.8
# Cosine from which on a phrase stands for the term; below, it is merely the nearest. By hand.
PHRASE_MEANS_TERM = 0.5
# Cosine from which on a phrase speaks of the same kind of thing as the term. By hand.
PHRASE_SAME_KIND = 0.4
# Least cosine of a phrase that stands for a term: unrelated words reach 0.35.
PHRASE_CANDIDATE = 0.36
# Letters that two words share to be one word in other endings (inflammatory). By hand.
STEM_LETTERS = 5
# The share of the shorter word that those letters must be. By hand.
STEM_SHARE = 0.6
# Letters that the rest, the ending, may have. By hand.
STEM_ENDING = 8
# The same for short words, which leave less room (dose, dosage): letters shared. By hand.
SHORT_STEM_LETTERS = 3
# … the share of the shorter word. By hand.
SHORT_STEM_SHARE = 0.75
# … letters of the ending. By hand.
SHORT_STEM_ENDING = 3

# --- Identifiers and acronyms ---

# Confidence that an acronym is wrong where another one stands in its place. By hand.
ACRONYM_CHANGED = 0.9
# Confidence that an acronym is missing where nothing stands in its place. By hand.
ACRONYM_LOST = 0.7
# The same where it stands elsewhere in the article, or the thing it qualifies is named. By hand.
ACRONYM_ELSEWHERE = 0.4
# Similarity of spelling from which on one identifier may be another one, changed. By hand.
IDENTIFIER_ALIKE = 0.5
# Letters from which on an acronym may have a variant with letters in front (rTMS and TMS). By hand.
VARIANT_SHORTEST = 3
# Letters that such a variant may have in front. By hand.
VARIANT_ADDED = 2
# How many of one family a list names at most; bounds the pattern. By hand.
FAMILY_LISTED = 30
# By how much cosines must be higher crosswise where the words say so too. By hand.
IDENTIFIERS_CROSSWISE = 0.08
# … and where not every word says so: a tuned case that has 0.13 is missed.
IDENTIFIERS_CROSSWISE_ALONE = 0.2
# What a sum of cosines may differ by from one computed in another order: more than float32 loses.
COSINE_ROUNDING = 1e-3
# Letters up to which the first word of a spelled-out form counts as a small one. By hand.
SMALL_WORD = 3
# Characters of the longest word or joined words that may be an identifier. By hand.
IDENTIFIER_LONGEST = 24
# How many words one identifier may be written in. By hand.
IDENTIFIER_WORDS = 5

# --- Links in the text ---

# Confidence that an address is wrong where another one stands in its place. By hand.
ADDRESS_CHANGED = 0.85
# Confidence that an address is missing. By hand.
ADDRESS_LOST = 0.75
# From how wide a range on [3–40] is no list of references. By hand.
REFERENCES_WIDEST = 30

# --- Names ---

# Confidence that the name of a person differs. By hand.
PERSON_DIFFERS = 0.8
# Confidence that the name of an institution differs. By hand.
INSTITUTION_DIFFERS = 0.75
# Confidence that the name of a town differs. By hand.
TOWN_DIFFERS = 0.8
# Likeness (SequenceMatcher) from which on two names are one, misspelt. By hand.
NAME_MISSPELT = 0.75
# Letters a name must have to be taken for misspelt; shorter ones are other names. By hand.
NAME_MISSPELT_SHORTEST = 4
# Likeness of consonants below which two names are of different people. By hand.
PERSON_UNLIKE = 0.3
# Words and characters of the longest given name. By hand.
GIVEN_NAME_LONGEST = 3

# --- Negation (docs/fidelity.md, “A denial that is said in other words”) ---

# Confidence from which on it is reported; below, sentences are linked that say different things.
NEGATION_REPORTED = 0.55
# What a denial read on one side alone adds to the log-odds that the values of a sentence give:
# chosen so that the cases of tests/cases/fidelity stay found; real translations lie far below.
NEGATION_READ = 7.8
# Words from which on a sentence may hold what is a sentence of its own on the other side. By hand.
NEGATION_LONG_SENTENCE = 16
# Words in a sentence up to which a denial beside the main predicate is what it is about. By hand.
NEGATION_SHORT_SENTENCE = 14
# Words between a negation cue and the word it denies. By hand.
NEGATION_SCOPE = 4
# Words between “not” and the verb that it denies. By hand.
NOT_TO_VERB = 3
# Confidence that polarity differs by the main predicate. By hand.
POLARITY_MAIN = 0.9
# … by another predicate. By hand.
POLARITY_BESIDE = 0.75
# … by a prefix of negation. By hand.
POLARITY_PREFIX = 0.85
# Confidence that two duties differ (no need to, you need to). By hand.
POLARITY_DUTY = 0.85
# Confidence that conditions differ. By hand.
POLARITY_CONDITION = 0.75
# Confidence that opposites stand for each other. By hand.
POLARITY_OPPOSITE = 0.8
# Confidence that clauses of two sentences changed places. By hand.
POLARITY_CROSSED = 0.7
# Gain in cosine without the denial: alarms of good translations 9 to 1, faults found 0.59 to 0.52.
NEARER_WITHOUT_DENIAL = 0.02
# Gain in cosine with opposites exchanged: 8 in 10 turned sentences reach it, 3 in 19 good ones.
NEARER_WITH_OPPOSITE = 0.015
# Gain of the clauses of a condition: 0.02 on the sentence alone found a third and erred as often.
NEARER_CONDITION = 0.01
# Gain of both clauses and sentences of a condition together: 48 conditions seen, 2 reported.
NEARER_CONDITION_BOTH = 0.025
# Words around the clause of a mere condition: its closer and a full stop.
CONDITION_FRAME = 2
# How much better clauses must fit in order than crosswise. By hand.
CLAUSES_IN_ORDER = 0.3
# Words of a clause that says something by itself. By hand.
CLAUSE_SHORTEST = 3
# Words of the longest English clause; what opened before them is over. Bounds the cost. By hand.
CLAUSE_LONGEST = 300
# Finite verbs that close a clause: its own and the one of the sentence around it.
CLAUSE_AND_SENTENCE = 2

# --- Certainty ---

# Confidence by how many steps of the scale two wordings stand apart; the nearer, the less. By hand.
CERTAINTY_BY_STEPS = {1: 0.5, 2: 0.8}
# … for more steps. By hand.
CERTAINTY_FAR_APART = 0.9
# Confidence from which on it is more than an info; below, sentences say different things. By hand.
CERTAINTY_REPORTED = 0.5
# Confidence where no link, only the concepts that both name, joins two places. By hand.
CERTAINTY_ACROSS = 0.75
# Steps apart from which on two wordings are a finding; one step is an info. By hand.
STEPS_APART = 2
# Steps apart from which on it does not matter what a claim is about. By hand.
STEPS_PLAIN = 3

# --- Omitted content (docs/fidelity.md, “Omitted content misses the bar”) ---

# Characters of Japanese (2.5 for a word of English) from which on a sentence can be told to have no
# counterpart: what is shorter is taken up into others. By hand, with a look at the tuned cases.
ALONE_SHORTEST = 15
# Characters of a section from which on one can tell whether its counterpart says the same. By hand.
REPLACED_SHORTEST = 12
# Share of its sentences with a counterpart from which on they are looked at one by one. By hand.
REPLACED_LINKED = 0.5
# Confidence that a section without a letter is none. By hand.
REPLACED_BY_NOTHING = 0.99

# Score of a gap in linked sections: with the next ones 35 right, 2 false, 2 missed (tuned half).
OMISSION_GAP = 0.65
# … of the only item that a list lacks: 41 to 42 right on the tuned half, 18 to 19 on the other.
OMISSION_GAP_ITEM = 0.5
# Cosine from which on two words mean the same: 18 right held out instead of 16 with 0.55.
WORDS_ALIKE = 0.62
# Content words of a sentence whose loss is one: with 2, 16/5/6 held out; with 3, 16/3/6.
OMISSION_WORDS = 3
# … of one that tells what may happen: right from 33 to 35 on the tuned half.
OMISSION_WORDS_POSSIBLE = 2
# … of the only item that a list lacks (see OMISSION_GAP_ITEM).
OMISSION_WORDS_ITEM = 1
# Items that must be there for one to be the only one that is not. By hand.
OMISSION_OTHER_ITEMS = 2
# Cosine from which on a sentence that is linked elsewhere may be the counterpart. By hand.
COUNTERPART_LINKED = 0.45
# … how far below that of the sentence it is linked with. By hand.
COUNTERPART_BEHIND = 0.1
# … of a title, whose few words leave no room for a full translation. By hand.
COUNTERPART_TITLE = 0.4
# … of a sentence that nothing explains. By hand.
COUNTERPART_FREE = 0.33
# … of one that fits better with the sentence added. By hand.
COUNTERPART_ADDED = 0.35
# Room and words together from which on a neighbour absorbs a sentence; chosen with the kept row.
ABSORBED = 0.7
# … the room that it must have at least; chosen with the kept row.
ABSORBED_ROOM = 0.4
# … the room that is enough without words; chosen with the kept row.
ABSORBED_ROOM_ALONE = 1.0
# Cosine below which a free sentence between its neighbours is no paraphrase. By hand.
PARAPHRASE = 0.2
# Characters by which a translation may be longer for no reason. By hand.
LENGTH_SLACK = 5
# Letters of English that say what one Japanese character does. By hand.
LETTERS_A_CHARACTER = 2.2
# Share of a sentence's words that another one must say for it to count as said there. By hand.
RESTATED_WORDS = 0.5
# … and the cosine it must have. By hand.
RESTATED_ALIKE = 0.28
# Room, or share of words, that a sentence must have to say another one as well. By hand.
COUNTERPART_ROOM = 0.25
# Sentences before and after one among which its counterpart is sought; bounds the cost. By hand.
COUNTERPART_AROUND = 400
# Confidence, of that of the link, that an enumeration lost a member: a warning. By hand.
MEMBER_LOST = 0.75
# Words between two marks of an enumeration. By hand.
MEMBER_WORDS = 8
# Words of a member that begins or ends one. By hand.
MEMBER_WORDS_OUTER = 6
# Members that make an enumeration: 557 of three to nine were looked at.
MEMBERS_FEWEST = 3
# … at most.
MEMBERS_MOST = 9
# Cosine from which on words mean a member: as it stands, 4 reports on all texts and a third found.
MEMBER_MEANT = 0.45
# … below which the lost one must be. As above.
MEMBER_OTHER = 0.5
# … and how far behind the worst of the others. As above.
MEMBER_MARGIN = 0.1
# Words of English that may mean one member together. By hand.
MEMBER_WORDS_TOGETHER = 4

# --- Added content ---

# Confidence from which on a dose that the target adds is an error; that of any error. By hand.
DOSE_ADDED = 0.8

# --- Quantities (docs/fidelity.md) ---

# Confidence that two quantities left over are about one thing where they have one role. By hand.
CONFLICT_SAME_ROLE = 0.9
# … where it is not: a share and people, or the same figure with another unit. By hand.
CONFLICT_OTHER_ROLE = 0.84
# Confidence that bounds or rates of one value differ (18歳以上, over 18). By hand.
BOUND_DIFFERS = 0.85
# Confidence that two values changed places. By hand.
VALUES_EXCHANGED = 0.9
# By how much cosines must be higher crosswise before they did. By hand.
VALUES_CROSSWISE = 0.12
# Characters or words that say what a value is of; fewer say nothing. By hand.
SURROUNDINGS_SHORTEST = 2
# Characters around an age in which somebody may, must or must not have something. By hand.
ELIGIBLE_AROUND = 60
# By how much two quantities of one value differ in all else. It only orders what may answer: a mere
# hint comes last, then another role, rate, bound and unit. By hand.
UNLIKE = {"hint": 8.0, "role": 4.0, "rate": 2.0, "bound": 1.5, "unit": 1.0}
# By how much less likely two values that clash are about one thing; how far apart they stand in
# their sentences counts up to 1. The same figure with another unit (5 mL, 5 mg) goes last. By hand.
AGAINST = {"mistaken": 6.0, "role": 2.0, "rate": 1.0, "unit": 0.5}
# Pairs of quantities that are compared in one group. A sentence with more is a list or a table, in
# which what answers a quantity stands at about the same place. Bounds the cost.
QUANTITY_PAIRS = 10_000
# Sentences before and after one that may say what it leaves out; bounds the cost.
QUANTITY_AROUND = 200
# Values of linked sections or an article that a quantity left over is compared with; bounds it too.
QUANTITY_VALUES = 5_000
# Larger groups than that are matched from the cheapest pair on: no sentence has as many.
ASSIGNED_EXACTLY = 60
# Characters around a number in which a word bounds it. By hand.
BOUND_AROUND = 34
# Lexemes between a number and its conversion in brackets. By hand.
CONVERSION_LEXEMES = 7
# By what share a named month is longer or shorter than four weeks: 31 days by 10.7, 30 by 7.1.
SLACK_CALENDAR = 0.09
# … may values differ of which one is approximate: a tenth, and its rounding. By hand.
SLACK_ABOUT = 0.13
# … may pounds and inches, which are converted to round figures. By hand.
SLACK_CONVERTED = 0.05
# … may what has another unit or is approximate on both sides: two decimals of a factor. By hand.
SLACK_SAME = 0.006
# … may spans of time in another unit: 52 weeks are a year but for 0.3 %. By hand.
SLACK_TIMED = 0.025
# … may the product of a frequency and its interval differ from one (twice a day, 12時間ごと).
SLACK_INTERVAL = 0.01
# Degrees that a conversion may round away: half a degree Fahrenheit and half one Celsius, less.
SLACK_DEGREES = 0.6
# By how much two vague numbers in other units must overlap (数か月, several weeks). By hand.
VAGUE_OVERLAP = 1.6
# … and how far beyond their ends those of one unit may reach. By hand.
VAGUE_EDGE = 1.011
# Up to how many a limit of what is counted matters: more than two or from two on. By hand.
DISCRETE_FEW = 10
# The place from which on a number is rounded without a word for it (120,000). By hand.
ROUNDED_FROM = 100_000.0
# Share of a number that the place may be to which it is rounded. By hand.
ROUNDED_SHARE = 0.1
# Share of a number that floating point loses.
FLOAT_ROUNDING = 1e-9
# Below this an ordinal is as likely an enumeration (first, second) or part of a word. By hand.
ORDINAL_SOFT = 3
# Characters before a number in which it is the temperature of a body or a room. By hand.
FEVER_AROUND = 12
# A longer row of figures is a serial number.
FIGURES_LONGEST = 15
# No quantity has a larger power of ten; floating point ends at 308.
POWER_GREATEST = 300

# --- Values of a sentence: denial, strength, duty … (docs/fidelity.md) ---

# Probability below which nothing is shown; that of any warning.
VALUE_SHOWN = 0.5
# … and from which on it is an error; that of any error.
VALUE_ERROR = 0.8
# … below which a contrast is not weighed any further. By hand.
VALUE_WEIGHED = 0.25
# What a gain in cosine adds to the log-odds; on translations of families that taught no weight.
VALUE_PER_COSINE = 60.0
# … and the gain that says nothing; as above.
VALUE_USUAL_GAIN = 0.02
# Words of a sentence that is compared: labels (“No”, いいえ) compare with nothing.
VALUE_SHORTEST = 4

# --- Untranslated text ---

# Confidence that words were left over; whole sentences and signs are certain. By hand.
UNTRANSLATED_WORDS = 0.95
# English words in a row from which on they are left over and no name. By hand.
UNTRANSLATED_FEWEST_WORDS = 4
# Characters of an original that stands in brackets after its translation. By hand.
ORIGINAL_LONGEST = 30
# Words of an English original in brackets. By hand.
ORIGINAL_LONGEST_WORDS = 10
# Characters before a bracket in which the word it explains is looked for. By hand.
ORIGINAL_LONGEST_WORD = 40
# Characters of a bibliographic reference. By hand.
REFERENCE_LONGEST = 400

# Likeness in sound from which on a name is there, transcribed. By hand.
NAME_CARRIED = 0.5
# Share of words with a capital from which on a title writes every word like a name. By hand.
TITLE_CAPITALS = 0.6
# Score of a link of sections below which they are not linked at all. By hand.
SECTION_BARELY_LINKED = 0.3
# Share by which a concentration by mass and one by amount may differ: guidelines round the one to
# whole numbers and the other to a tenth, 126 mg/dL is 7.0 mmol/L.
CONCENTRATION_ROUNDED = 0.04

# --- Staleness (docs/diff.md) ---

# Cosine of an old and a new sentence above which an edit changed nothing; looked up on real edits.
EDIT_SENTENCE_ALIKE = 0.93
# … of the exchanged words; looked up on real edits.
EDIT_WORDS_ALIKE = 0.55
# Shared pairs of characters of an edited sentence: unrelated ones of a subject stay below 0.35.
EDITED_ALIKE = 0.4
# … of one that also moved: asks for more, as any sentence of the article may be meant. By hand.
EDITED_ALIKE_ELSEWHERE = 0.6
# Share of a sentence that stands in another one when it was divided or joined. By hand.
EDITED_CONTAINED = 0.6
# Share of their differences below which two neighbours only divided their words otherwise. By hand.
EDITED_EXCHANGED = 0.5
# Cosine of a word that went and is still said; chosen on one half of the edits.
WORD_STILL_PRESENT = 0.5
# … of a word that came, with nothing gone, and is said as well; chosen on one half of the edits.
WORD_ADDED_PRESENT = 0.7
# … of a word that came in place of another; chosen on one half of the edits.
WORD_REPLACED_PRESENT = 0.6
# Cosine of words of one language below which they hardly stand for each other; chosen on that half.
WORD_REPLACES = 0.4
# Words of the longest stretch that may say one word: high blood pressure. By hand.
WORDS_FOR_ONE = 3
# Cosine from which on a translation may say a sentence that was removed. By hand.
REMOVED_STILL_PRESENT = 0.4
# Consonants in common, in order, from which on a name is the transcription of another. By hand.
TRANSCRIBED_ALIKE = 0.8
# … how far behind the next must be. By hand.
TRANSCRIBED_AHEAD = 0.15
# Consonants of a name that are evidence: two are none.
TRANSCRIBED_CONSONANTS = 3
# Letters left when *a-* is taken off: symptomatic, but no *way*.
NEGATED_STEM = 4
# Letters from which on one more letter in a word is a slip of the pen. By hand.
SPELLING_LONG = 7

# --- Messages ---

# Characters of an omitted sentence that a message quotes. By hand.
QUOTED_OMITTED = 30
# Characters of a title, of untranslated text or of the words of a contrast, in a message. By hand.
QUOTED = 40
# Characters of a changed text that a message quotes. By hand.
QUOTED_CHANGE = 60
# Likeness from which on a known rule is proposed for a mistyped one; the default of difflib.
MISTYPED_RULE = 0.6
