"""Tables: the same rows for every library that reads them."""

import duckdb
import pandas
import polars
import pyarrow
import pytest

import monazite


@pytest.fixture
def prices(scenario):
    return monazite.run(scenario, replicates=2).table("prices")


def test_pandas_in_three_lines(scenario):
    result = monazite.run(scenario)
    frame = result.table("prices").to_pandas()
    assert list(frame.columns) == result.table("prices").column_names
    assert len(frame) == len(result.table("prices"))


def test_every_library_reads_the_same_rows(prices):
    expected = pyarrow.table(prices).to_pylist()
    assert len(expected) == prices.num_rows > 0
    assert polars.DataFrame(prices).to_dicts() == expected
    assert prices.to_polars().to_dicts() == expected
    assert pandas.DataFrame.from_arrow(prices).shape == prices.to_pandas().shape
    arrow = prices.to_pyarrow()
    counted = duckdb.sql("select replicate, count(*) from arrow group by replicate order by replicate")
    assert counted.fetchall() == [(0, len(expected) // 2), (1, len(expected) // 2)]


def test_table_can_be_read_more_than_once(prices):
    assert pyarrow.table(prices).equals(pyarrow.table(prices))


def test_table_outlives_its_run(scenario):
    table = pyarrow.table(monazite.run(scenario).table("mines"))
    assert table.num_rows > 0


def test_table_without_rows_has_its_columns(scenario):
    table = monazite.run(scenario, tables=["reserves"]).table("reserves")
    assert len(table) == 0
    assert "date" in pyarrow.table(table).column_names


def test_columns_say_unit_and_meaning(prices):
    columns = {name: (unit, meaning) for name, unit, meaning in prices.columns}
    assert columns["quote_usd_per_kg"][0] == "USD/kg"
    assert columns["date"] == ("day", "Monday of the week")
    schema = pyarrow.schema(prices)
    assert schema.field("quote_usd_per_kg").metadata[b"unit"] == b"USD/kg"


def test_shape_is_shown(prices):
    assert repr(prices).startswith(f'Table("prices", {len(prices)} rows: replicate, date, ')
