"""The reference market with mesa-frames: who needs a good in a zone is one AgentSet, a data frame of polars.

Run it with the number of buyers and weeks: `python frames.py 1000 52`.
"""

from importlib.metadata import version

import market
import polars as pl
from market import ABROAD, HOME, RECOVERED, TRANSIT, journey, zone_of
from mesa_frames import AgentSetPolars, ModelDF
from polars import col


class Needs(AgentSetPolars):
    """Those who need a good in a zone, with a column for each of their links."""

    def __init__(self, model, good, zone, shelves, needed):
        super().__init__(model)
        self.good, self.zone, self.shelves = good, zone, shelves
        self.prices = good.prices[zone]
        self.sellers = range(len(shelves))
        self.journeys = [journey(shelf.zone, zone) for shelf in shelves]
        self.today = 0
        numbers = [number for number in range(len(needed)) if zone_of(number) == zone]
        need = pl.Series([needed[number] for number in numbers])
        self += pl.DataFrame(
            {"unique_id": pl.Series(numbers) + good.first_id, "number": numbers}
            | {"expected": need, "planned": need}
            | {name: 0.0 * need for name in ("order", "contracted", "pipeline", "used", "missed")}
            | {f"arrive{slot}": 0.0 * need for slot in range(TRANSIT + 1)}
        )
        total = sum(shelf.output for shelf in shelves)
        self.agents = self.agents.with_columns(
            col("expected").alias("demand"),
            (col("expected") * (market.COVER_WEEKS + 1.0)).alias("stock"),
            pl.lit(good.prices[HOME].quote + good.freight(HOME, zone)).alias("cost"),
            pl.lit(1.0).alias("ratio"),
            *(pl.lit(shelf.output / total).alias(f"weight{at}") for at, shelf in enumerate(shelves)),
            *(pl.lit(shelf.output / total).alias(f"base{at}") for at, shelf in enumerate(shelves)),
            *(pl.lit(1.0).alias(f"fill{at}") for at in self.sellers),
        )
        self.prices.size = market.SPOT_SHARE * self.sum("expected")
        for weeks in range(1, TRANSIT + 1):
            self.send(
                {
                    weeks: sum(
                        (col(f"weight{at}") for at in self.sellers if self.journeys[at] >= weeks),
                        pl.lit(0.0),
                    )
                    * col("expected")
                }
            )

    def step(self):
        """The model says in which order things happen."""

    def set_columns(self, **columns):
        self.agents = self.agents.with_columns(**columns)

    def sum(self, column):
        return self.agents[column].sum()

    def send(self, by_weeks, **columns):
        """Sends tonnes that arrive in so many weeks, and sets other columns in the same pass."""
        slots = {weeks: f"arrive{(self.today + weeks) % (TRANSIT + 1)}" for weeks in by_weeks}
        arrivals = {slot: col(slot) + by_weeks[weeks] for weeks, slot in slots.items()}
        pipeline = col("pipeline") + sum(by_weeks.values())
        self.set_columns(pipeline=pipeline, **arrivals, **columns)

    def by_journey(self, parts):
        """Parts of sellers, added up by how long their goods are under way."""
        return {
            weeks: sum(part for part, own in zip(parts, self.journeys) if own == weeks)
            for weeks in dict.fromkeys(self.journeys)
        }

    def unload(self):
        self.today = (self.today + 1) % (TRANSIT + 1)
        slot = f"arrive{self.today}"
        self.set_columns(
            stock=col("stock") + col(slot),
            pipeline=col("pipeline") - col(slot),
            **{slot: pl.lit(0.0)},
        )

    def use(self):
        step = market.DEMAND * (self.prices.paid / self.prices.reference - col("ratio"))
        self.set_columns(ratio=col("ratio") + step)
        self.set_columns(planned=col("demand") * col("ratio") ** -0.15)
        used = pl.min_horizontal("planned", "stock")
        self.set_columns(
            stock=col("stock") - used,
            used=col("used") + used,
            missed=col("missed") + col("planned") - used,
        )

    def place_orders(self):
        self.set_columns(
            expected=col("expected") + market.NEED * (col("planned") - col("expected"))
        )
        answer = (self.prices.paid / self.prices.base) ** -0.76
        lead = sum(col(f"weight{at}") * weeks for at, weeks in enumerate(self.journeys))
        gap = (market.COVER_WEEKS * answer + lead) * col("expected") - col("stock") - col("pipeline")
        order = (col("expected") + gap / 10.0).clip(0.0, 2.5 * col("expected"))
        self.set_columns(order=order)

    def call(self, at):
        return (1.0 - market.SPOT_SHARE) * col("order") * col(f"weight{at}")

    def calls(self):
        """Sums of calls on all sellers."""
        return self.agents.select(**{f"call{at}": self.call(at).sum() for at in self.sellers}).row(0)

    def paid_cost(self, cost, tonnes, price):
        part = tonnes / (tonnes + 8.0 * col("expected"))
        return cost * (1.0 - part) + part * price

    def take_deliveries(self, shares):
        sent = [self.call(at) * share for at, share in enumerate(shares)]
        cost = col("cost")
        for tonnes in sent:
            cost = self.paid_cost(cost, tonnes, self.prices.contract)
        fills = {
            f"fill{at}": pl.when(col("order") > 0.0)
            .then(col(f"fill{at}") + market.RELIABILITY * (share - col(f"fill{at}")))
            .otherwise(col(f"fill{at}"))
            for at, share in enumerate(shares)
        }
        self.send(self.by_journey(sent), contracted=sum(sent), cost=cost, **fills)
        self.prices.count(self.sum("contracted"), self.prices.contract)

    def clear_spot(self):
        prices = self.prices
        asks = [market.ask(shelf, self.zone, self.good) for shelf in self.shelves]
        usual = pl.lit(prices.expected) if self.good.is_ore else col("cost")
        wanted = (col("order") - col("contracted")).clip(0.0)
        scale = wanted if self.model.week < 0 else wanted * usual**market.BID_SLOPE
        sums = self.agents.select(wanted=wanted.sum(), scale=scale.sum()).row(0, named=True)
        if self.model.week < 0:
            price = prices.quote
            offered = sum(ask.most for ask in asks)
            traded = min(sums["wanted"], offered)
            sold = [ask.most * traded / offered for ask in asks]
        else:
            price = market.spot_price(asks, sums["scale"], prices.quote)
            sold = [ask.at(price) for ask in asks]
            traded = sum(sold)
        bought = scale * (traded / sums["scale"])
        parts = self.by_journey([bought * (tonnes / traded) for tonnes in sold])
        self.send(parts, cost=self.paid_cost(col("cost"), bought, price))
        prices.count(traded, price)
        for shelf, tonnes in zip(self.shelves, sold):
            market.sell(shelf, tonnes, is_spot=True)
        prices.quote = price
        prices.size += market.SELLER * (sums["wanted"] - prices.size)

    def utility(self, at):
        fill, price = col(f"fill{at}"), self.prices.contract
        market_price = max(price, self.prices.expected)
        return -(fill * price + (1.0 - fill) * market_price).log() - (1.0 - fill)

    def fix_base_year(self):
        self.prices.reference = self.prices.base = self.prices.paid
        self.set_columns(**{f"utility{at}": self.utility(at) for at in self.sellers})

    def adapt_portfolios(self):
        targets = {
            f"target{at}": col(f"base{at}")
            * (market.BETA * (self.utility(at) - col(f"utility{at}"))).exp()
            for at in self.sellers
        }
        total = pl.sum_horizontal(*targets)
        self.agents = (
            self.agents.with_columns(**targets)
            .with_columns(total=total)
            .with_columns(
                **{
                    f"weight{at}": col(f"weight{at}")
                    + market.PORTFOLIO_STEP
                    * (col(f"target{at}") / col("total") - col(f"weight{at}"))
                    for at in self.sellers
                }
            )
            .drop("total", *targets)
        )


class ReferenceMarket(ModelDF):
    """The market of docs/reference_market.md."""

    def __init__(self, buyers):
        super().__init__()
        self.week = -market.BURN_IN_WEEKS
        self.ore, self.oxide = market.ore_and_oxide()
        demand = [market.demand(number) for number in range(buyers)]
        whole = sum(demand) / RECOVERED
        self.digging = market.parts(market.MINES, whole)
        self.feeds = market.parts(market.REFINERS, whole)
        oxides = [RECOVERED * feed for feed in self.feeds]
        # Ids are unique over all data frames of a model.
        self.ore.first_id, self.oxide.first_id = 0, len(self.feeds)
        self.levels = [
            self.connect(self.ore, self.digging, market.MINE_SHELF, self.feeds),
            self.connect(self.oxide, oxides, market.REFINER_SHELF, demand),
        ]
        self.dug = self.residue = 0.0

    def connect(self, good, outputs, shelf_weeks, needed):
        shelves = market.make_shelves(outputs, shelf_weeks)
        needs = [Needs(self, good, zone, shelves, needed) for zone in (ABROAD, HOME)]
        for needs_here in needs:
            self.agents += needs_here
        sizes = [prices.size for prices in good.prices]
        for shelf in shelves:
            shelf.split = [size / sum(sizes) for size in sizes]
        return good, shelves, needs

    def step(self):
        if self.week == 0:
            self.agents.do("fix_base_year")
        for good, _, _ in self.levels:
            for prices in good.prices:
                prices.learn()
        self.produce()
        self.agents.do("unload")
        for needs in self.levels[1][2]:
            needs.use()
        self.agents.do("place_orders")
        for good, shelves, needs in self.levels:
            market.open_books(shelves)
            if self.week % market.QUARTER == 0:
                good.set_contracts()
            self.deliver(shelves, needs)
        for zone in (ABROAD, HOME):
            for _, _, needs in self.levels:
                needs[zone].clear_spot()
        for good, shelves, _ in self.levels:
            market.close_books(good, shelves)
        if self.week >= 0:
            self.agents.do("adapt_portfolios")
        self.week += 1

    def produce(self):
        (_, mines, yards), (_, refiners, _) = self.levels
        for shelf, full_output in zip(mines, self.digging):
            self.dug += market.dig(shelf, full_output)
        for yard in yards:
            planned, fed = [], []
            for number, stock in yard.agents.select("number", "stock").iter_rows():
                is_out = number == 0 and self.week in market.OUTAGE
                planned.append(0.0 if is_out else self.feeds[number])
                fed.append(min(planned[-1], stock))
                refiners[number].stock += RECOVERED * fed[-1]
                self.residue += (1.0 - RECOVERED) * fed[-1]
            yard.set_columns(planned=pl.Series(planned), stock=col("stock") - pl.Series(fed))

    def deliver(self, shelves, needs):
        shares = []
        for shelf, calls in zip(shelves, zip(*(here.calls() for here in needs))):
            shelf.called = sum(calls)
            free = market.may_leave(shelf)
            shares.append(free / shelf.called if shelf.called > free else 1.0)
            market.sell(shelf, shelf.called * shares[-1], is_spot=False)
        for here in needs:
            here.take_deliveries(shares)

    def forget(self):
        """Counts from now on."""
        self.dug = self.residue = 0.0
        for needs in self.levels[1][2]:
            needs.set_columns(used=pl.lit(0.0), missed=pl.lit(0.0))

    def results(self):
        key = 1 + col("number") % 7
        sums = dict.fromkeys(("weights", "weights_abroad", "stocks", "used_t", "missed_t"), 0.0)
        for needs in self.levels[1][2]:
            sums["used_t"] += needs.sum("used")
            sums["missed_t"] += needs.sum("missed")
            sums["stocks"] += needs.agents.select((key * col("stock")).sum()).item()
            for at, shelf in enumerate(needs.shelves):
                weight = needs.agents.select((key * col(f"weight{at}")).sum()).item()
                sums["weights"] += (1 + at) * weight
                sums["weights_abroad"] += weight if shelf.zone == ABROAD else 0.0
        all_needs = [here for _, _, needs in self.levels for here in needs]
        shelves = [shelf for _, shelves, _ in self.levels for shelf in shelves]
        return sums | {
            "mined_t": self.dug,
            "residue_t": self.residue,
            "stock_t": sum(shelf.stock for shelf in shelves)
            + sum(needs.sum("stock") for needs in all_needs),
            "under_way_t": sum(needs.sum("pipeline") for needs in all_needs),
        }


if __name__ == "__main__":
    versions = f"{version('mesa-frames')}, polars {pl.__version__}"
    market.measure("mesa-frames", versions, ReferenceMarket)
