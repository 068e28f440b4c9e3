"""Splink with the settings of its own documentation, on the same tables: the baseline. Only where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

FAKE = {
    "comparisons": [
        cl.JaroWinklerAtThresholds("first_name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ],
    "rules": [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
    "sure": [block_on("first_name", "surname", "dob"), block_on("email")],
    "train": [block_on("first_name", "surname"), block_on("dob")],
}
FEBRL = {
    "comparisons": [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
    "rules": [
        block_on("soc_sec_id"),
        block_on("given_name", "surname"),
        block_on("date_of_birth"),
        block_on("postcode", "surname"),
        block_on("postcode", "given_name"),
    ],
    "sure": [block_on("given_name", "surname", "date_of_birth"), block_on("soc_sec_id")],
    "train": [block_on("date_of_birth"), block_on("surname", "given_name")],
}
CONTACTS = {
    "comparisons": [
        cl.NameComparison("given").configure(term_frequency_adjustments=True),
        cl.NameComparison("family").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
        cl.ExactMatch("url"),
        cl.JaroWinklerAtThresholds("company", [0.9]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("place"),
    ],
    "rules": [
        block_on("email"),
        block_on("url"),
        block_on("family", "substr(given, 1, 1)"),
        block_on("given", "substr(family, 1, 1)"),
        block_on("given", "company"),
    ],
    "sure": [block_on("email"), block_on("url"), block_on("given", "family", "company")],
    "train": [block_on("given", "family"), block_on("company")],
}
SETTINGS: dict[str, dict[str, Any]] = {"fake_1000": FAKE, "febrl3": FEBRL, "contacts": CONTACTS}


def predicted(rows: Sequence[dict[str, str]], settings: str) -> list[tuple[int, int, float]]:
    """Pairs of positions and their probabilities, as Splink sees them."""
    said = SETTINGS[settings]
    frame = pd.DataFrame([{k: v or None for k, v in row.items()} | {"unique_id": n} for n, row in enumerate(rows)])
    database = DuckDBAPI()
    creator = SettingsCreator(
        link_type="dedupe_only", comparisons=said["comparisons"], blocking_rules_to_generate_predictions=said["rules"]
    )
    linker = Linker(database.register(frame), creator, log_level=40)
    linker.training.estimate_probability_two_random_records_match(said["sure"], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in said["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    prediction: Any = linker.inference.predict(threshold_match_probability=0.05)
    found = prediction.as_pandas_dataframe()
    ends = zip(found["unique_id_l"], found["unique_id_r"], found["match_probability"], strict=True)
    return [(int(a), int(b), float(p)) for a, b, p in ends]
