"""The reference market as a Mesa model of numpy columns: a level of the chain is one agent that holds all who trade a good.

Run it with the number of buyers and weeks: `python columns.py 1000 52`.
"""

import market
import mesa
import numpy as np
from market import ABROAD, HOME, RECOVERED, TRANSIT, journey, zone_of
from mesa import Agent, Model


class Level(Agent):
    """Those who sell a good and those who need it. Who needs stands in columns, abroad first, so that a zone is a slice."""

    def __init__(self, model, good, outputs, shelf_weeks, needed):
        super().__init__(model)
        self.good = good
        self.shelves = market.make_shelves(outputs, shelf_weeks)
        zones = np.array([zone_of(number) for number in range(len(needed))])
        self.numbers = np.argsort(zones, kind="stable")
        n_abroad = int((zones == ABROAD).sum())
        self.here = [slice(0, n_abroad), slice(n_abroad, len(needed))]
        self.expected = np.array(needed)[self.numbers]
        self.planned = self.expected.copy()
        self.stock = (market.COVER_WEEKS + 1.0) * self.expected
        self.cost, self.order, self.contracted, self.pipeline = np.zeros((4, len(needed)))
        self.arrivals = np.zeros((TRANSIT + 1, len(needed)))
        self.today = 0
        self.weight = np.repeat(np.array(outputs)[:, None] / sum(outputs), len(needed), axis=1)
        self.base = self.weight.copy()
        self.fill = np.ones_like(self.weight)
        self.share = [0.0] * len(outputs)
        self.base_utility = None
        self.start()

    def start(self):
        """Costs, sizes of the spot markets, and goods under way."""
        for zone, here in enumerate(self.here):
            self.cost[here] = self.good.prices[HOME].quote + self.good.freight(HOME, zone)
            self.good.prices[zone].size = market.SPOT_SHARE * self.expected[here].sum()
            for at, shelf in enumerate(self.shelves):
                for weeks in range(1, journey(shelf.zone, zone) + 1):
                    self.send(zone, self.weight[at, here] * self.expected[here], weeks)
        sizes = [prices.size for prices in self.good.prices]
        for shelf in self.shelves:
            shelf.split = [size / sum(sizes) for size in sizes]

    def send(self, zone, tonnes, weeks):
        self.arrivals[(self.today + weeks) % (TRANSIT + 1), self.here[zone]] += tonnes
        self.pipeline[self.here[zone]] += tonnes

    def pay(self, zone, tonnes, price):
        here = self.here[zone]
        self.good.prices[zone].count(tonnes.sum(), price)
        part = tonnes / (tonnes + 8.0 * self.expected[here])
        self.cost[here] += part * (price - self.cost[here])

    def learn(self):
        for prices in self.good.prices:
            prices.learn()

    def unload(self):
        self.today = (self.today + 1) % (TRANSIT + 1)
        self.stock += self.arrivals[self.today]
        self.pipeline -= self.arrivals[self.today]
        self.arrivals[self.today] = 0.0

    def open_books(self):
        market.open_books(self.shelves)

    def place_orders(self):
        self.expected += market.NEED * (self.planned - self.expected)
        for zone, here in enumerate(self.here):
            prices = self.good.prices[zone]
            weeks = market.COVER_WEEKS * (prices.paid / prices.base) ** -0.76
            for at, shelf in enumerate(self.shelves):
                weeks = weeks + self.weight[at, here] * journey(shelf.zone, zone)
            need = self.expected[here]
            gap = weeks * need - self.stock[here] - self.pipeline[here]
            self.order[here] = np.clip(need + gap / 10.0, 0.0, 2.5 * need)
        self.contracted[:] = 0.0

    def deliver(self):
        if self.model.week % market.QUARTER == 0:
            self.good.set_contracts()
        wanted = (1.0 - market.SPOT_SHARE) * self.order
        for at, shelf in enumerate(self.shelves):
            calls = wanted * self.weight[at]
            shelf.called = calls.sum()
            free = market.may_leave(shelf)
            self.share[at] = min(1.0, free / shelf.called) if shelf.called > 0.0 else 1.0
            calls *= self.share[at]
            self.contracted += calls
            for zone, here in enumerate(self.here):
                self.send(zone, calls[here], journey(shelf.zone, zone))
                self.pay(zone, calls[here], self.good.prices[zone].contract)
            market.sell(shelf, calls.sum(), is_spot=False)

    def clear_spot(self, zone):
        prices, here = self.good.prices[zone], self.here[zone]
        asks = [market.ask(shelf, zone, self.good) for shelf in self.shelves]
        bids = np.maximum(self.order[here] - self.contracted[here], 0.0)
        wanted = bids.sum()
        if self.model.week < 0:
            price = prices.quote
            offered = sum(ask.most for ask in asks)
            traded = min(wanted, offered)
            bought = bids * (traded / wanted)
            sold = [ask.most * traded / offered for ask in asks]
        else:
            usual = prices.expected if self.good.is_ore else self.cost[here]
            bought = bids * usual**market.BID_SLOPE
            price = market.spot_price(asks, bought.sum(), prices.quote)
            bought *= price**-market.BID_SLOPE
            sold = [ask.at(price) for ask in asks]
            traded = sum(sold)
        for weeks in (1, TRANSIT):
            from_there = [
                tonnes
                for shelf, tonnes in zip(self.shelves, sold)
                if journey(shelf.zone, zone) == weeks
            ]
            self.send(zone, bought * (sum(from_there) / traded), weeks)
        self.pay(zone, bought, price)
        for shelf, tonnes in zip(self.shelves, sold):
            market.sell(shelf, tonnes, is_spot=True)
        prices.quote = price
        prices.size += market.SELLER * (wanted - prices.size)

    def close_books(self):
        market.close_books(self.good, self.shelves)

    def utilities(self):
        """Utility of every seller to everybody who needs."""
        utilities = np.empty_like(self.fill)
        for zone, here in enumerate(self.here):
            price = self.good.prices[zone].contract
            market_price = max(price, self.good.prices[zone].expected)
            missing = 1.0 - self.fill[:, here]
            cost = self.fill[:, here] * price + missing * market_price
            utilities[:, here] = -np.log(cost) - missing
        return utilities

    def fix_base_year(self):
        for prices in self.good.prices:
            prices.reference = prices.base = prices.paid
        self.base_utility = self.utilities()

    def adapt_portfolios(self):
        has_called = self.order > 0.0
        for at, share in enumerate(self.share):
            self.fill[at] += market.RELIABILITY * (share - self.fill[at]) * has_called
        if self.model.week < 0:
            return
        wanted = self.base * np.exp(market.BETA * (self.utilities() - self.base_utility))
        wanted /= wanted.sum(axis=0)
        self.weight += market.PORTFOLIO_STEP * (wanted - self.weight)


class ReferenceMarket(Model):
    """The market of docs/reference_market.md."""

    def __init__(self, buyers):
        super().__init__()
        self.week = -market.BURN_IN_WEEKS
        self.ore, self.oxide = market.ore_and_oxide()
        demand = [market.demand(number) for number in range(buyers)]
        ore = sum(demand) / RECOVERED
        self.digging = market.parts(market.MINES, ore)
        self.feeds = market.parts(market.REFINERS, ore)
        oxides = [RECOVERED * feed for feed in self.feeds]
        self.first = Level(self, self.ore, self.digging, market.MINE_SHELF, self.feeds)
        self.second = Level(self, self.oxide, oxides, market.REFINER_SHELF, demand)
        # Refiners stand in the first level abroad first as well.
        self.places = np.argsort(self.first.numbers)
        self.demand = self.second.expected.copy()
        self.price_ratio = np.ones(buyers)
        self.used, self.missed = np.zeros((2, buyers))
        self.forget()

    def step(self):
        levels = self.agents
        if self.week == 0:
            levels.do("fix_base_year")
        levels.do("learn")
        self.dig()
        self.separate()
        levels.do("unload").do("open_books")
        self.use()
        levels.do("place_orders").do("deliver")
        levels.do("clear_spot", ABROAD).do("clear_spot", HOME)
        levels.do("close_books").do("adapt_portfolios")
        self.week += 1

    def dig(self):
        for shelf, full_output in zip(self.first.shelves, self.digging):
            self.dug += market.dig(shelf, full_output)

    def separate(self):
        for number, (shelf, full_feed) in enumerate(zip(self.second.shelves, self.feeds)):
            at = self.places[number]
            is_out = number == 0 and self.week in market.OUTAGE
            planned = 0.0 if is_out else full_feed
            feed = min(planned, self.first.stock[at])
            self.first.planned[at] = planned
            self.first.stock[at] -= feed
            shelf.stock += RECOVERED * feed
            self.residue += (1.0 - RECOVERED) * feed

    def use(self):
        level = self.second
        for prices, here in zip(self.oxide.prices, level.here):
            ratio = self.price_ratio[here]
            ratio += market.DEMAND * (prices.paid / prices.reference - ratio)
        np.multiply(self.demand, self.price_ratio**-0.15, out=level.planned)
        used = np.minimum(level.planned, level.stock)
        level.stock -= used
        self.used += used
        self.missed += level.planned - used

    def forget(self):
        """Counts from now on."""
        self.dug = self.residue = 0.0
        self.used[:] = 0.0
        self.missed[:] = 0.0

    def results(self):
        levels = (self.first, self.second)
        keys = 1 + self.second.numbers % 7
        weights = self.second.weight @ keys
        zones = [shelf.zone for shelf in self.second.shelves]
        return {
            "used_t": self.used.sum(),
            "missed_t": self.missed.sum(),
            "mined_t": self.dug,
            "residue_t": self.residue,
            "stock_t": sum(
                level.stock.sum() + sum(shelf.stock for shelf in level.shelves) for level in levels
            ),
            "under_way_t": sum(level.pipeline.sum() for level in levels),
            "weights": sum((1 + at) * weight for at, weight in enumerate(weights)),
            "weights_abroad": sum(w for zone, w in zip(zones, weights) if zone == ABROAD),
            "stocks": self.second.stock @ keys,
        }


if __name__ == "__main__":
    market.measure("mesa with numpy", f"{mesa.__version__}, numpy {np.__version__}", ReferenceMarket)
