"""Mention-level gold: hand-labelled pages, from readable mark-up to records.

``markup`` reads a ``.gold.txt`` file, ``locate`` finds its text on the raw page,
``compile`` makes ``GoldArticle`` records of both. The mark-up is described in
``corpora/README.md``.
"""
