"""The reference market as a Mesa model of agents: mines, refiners and buyers who act one after the other.

Run it with the number of buyers and weeks: `python agents.py 1000 52`.
"""

from math import exp, log

import market
import mesa
from market import ABROAD, HOME, RECOVERED, TRANSIT, journey, zone_of
from mesa import Agent, Model


class Link:
    """A seller whom somebody may order from."""

    __slots__ = ("base", "base_utility", "call", "fill", "need", "sent", "shelf", "weeks", "weight")

    def __init__(self, need, shelf, weight):
        self.need = need
        self.shelf = shelf
        self.weeks = journey(shelf.zone, need.zone)
        self.weight = self.base = weight
        self.fill = 1.0
        self.base_utility = self.call = self.sent = 0.0


class Shelf:
    """What an agent sells."""

    def __init__(self, good, zone, output, weeks):
        self.good = good
        self.zone = zone
        self.weeks = weeks
        self.output = output
        self.stock = self.last = weeks * output
        self.wanted = self.called = self.sold = self.spot = 0.0
        self.split = [0.0, 0.0]
        self.links = []

    def open_books(self):
        self.output += market.SELLER * (self.stock - self.last - self.output)
        self.wanted = self.weeks * self.output
        self.called = self.sold = self.spot = 0.0

    def deliver(self):
        self.called = sum(link.call for link in self.links)
        free = market.may_leave(self)
        share = free / self.called if self.called > free else 1.0
        for link in self.links:
            link.sent = link.call * share
            link.need.receive_later(link.sent, link.weeks)
            link.need.pay(link.sent, link.need.prices.contract)
            link.need.contracted += link.sent
            self.stock -= link.sent
            self.sold += link.sent

    def close_books(self):
        self.split = self.good.shift_offers(self.split, self.zone)
        self.last = self.stock


class Need:
    """What an agent needs, keeps a stock of and orders."""

    def __init__(self, good, zone, tonnes):
        self.good = good
        self.zone = zone
        self.prices = good.prices[zone]
        self.expected = self.planned = tonnes
        self.stock = (market.COVER_WEEKS + 1.0) * tonnes
        self.cost = good.prices[HOME].quote + good.freight(HOME, zone)
        self.pipeline = self.order = self.contracted = 0.0
        self.arrivals = [0.0] * (TRANSIT + 1)
        self.today = 0
        self.links = []

    def receive_later(self, tonnes, weeks):
        self.arrivals[(self.today + weeks) % (TRANSIT + 1)] += tonnes
        self.pipeline += tonnes

    def unload(self):
        self.today = (self.today + 1) % (TRANSIT + 1)
        tonnes = self.arrivals[self.today]
        self.arrivals[self.today] = 0.0
        self.stock += tonnes
        self.pipeline -= tonnes

    def pay(self, tonnes, price):
        self.prices.count(tonnes, price)
        self.cost += tonnes / (tonnes + 8.0 * self.expected) * (price - self.cost)

    def place_order(self):
        self.expected += market.NEED * (self.planned - self.expected)
        answer = (self.prices.paid / self.prices.base) ** -0.76
        weeks = market.COVER_WEEKS * answer + sum(link.weight * link.weeks for link in self.links)
        gap = weeks * self.expected - self.stock - self.pipeline
        self.order = min(max(self.expected + gap / 10.0, 0.0), 2.5 * self.expected)
        self.contracted = 0.0
        for link in self.links:
            link.call = (1.0 - market.SPOT_SHARE) * self.order * link.weight

    def utility(self, link):
        price = self.prices.contract
        market_price = max(price, self.prices.expected)
        missing = 1.0 - link.fill
        return -log(link.fill * price + missing * market_price) - missing

    def fix_base_year(self):
        for link in self.links:
            link.base_utility = self.utility(link)

    def remember_deliveries(self):
        for link in self.links:
            if link.call > 0.0:
                link.fill += market.RELIABILITY * (min(link.sent / link.call, 1.0) - link.fill)

    def adapt_portfolio(self):
        wanted = [
            link.base * exp(market.BETA * (self.utility(link) - link.base_utility))
            for link in self.links
        ]
        total = sum(wanted)
        for link, target in zip(self.links, wanted):
            link.weight += market.PORTFOLIO_STEP * (target / total - link.weight)


class Mine(Agent):
    """Digs ore, slower when its shelf is full."""

    def __init__(self, model, number, output):
        super().__init__(model)
        self.full_output = output
        self.shelf = Shelf(model.ore, zone_of(number), output, market.MINE_SHELF)
        self.dug = 0.0

    def dig(self):
        wanted = self.shelf.weeks * self.shelf.output
        brake = (3.0 * wanted - self.shelf.stock) / (2.0 * wanted)
        tonnes = self.full_output * min(max(brake, 0.0), 1.0)
        self.shelf.stock += tonnes
        self.dug += tonnes


class Refiner(Agent):
    """Makes oxide out of ore."""

    def __init__(self, model, number, feed):
        super().__init__(model)
        self.number = number
        self.full_feed = feed
        zone = zone_of(number)
        self.need = Need(model.ore, zone, feed)
        self.shelf = Shelf(model.oxide, zone, RECOVERED * feed, market.REFINER_SHELF)
        self.residue = 0.0

    def separate(self):
        is_out = self.number == 0 and self.model.week in market.OUTAGE
        self.need.planned = 0.0 if is_out else self.full_feed
        feed = min(self.need.planned, self.need.stock)
        self.need.stock -= feed
        self.shelf.stock += RECOVERED * feed
        self.residue += (1.0 - RECOVERED) * feed


class Buyer(Agent):
    """Uses oxide."""

    def __init__(self, model, number):
        super().__init__(model)
        self.number = number
        self.demand = market.demand(number)
        self.need = Need(model.oxide, zone_of(number), self.demand)
        self.price_ratio = 1.0
        self.used = self.missed = 0.0

    def use(self):
        need = self.need
        ratio = need.prices.paid / need.prices.reference
        self.price_ratio += market.DEMAND * (ratio - self.price_ratio)
        need.planned = self.demand * self.price_ratio**-0.15
        used = min(need.planned, need.stock)
        need.stock -= used
        self.used += used
        self.missed += need.planned - used


class ReferenceMarket(Model):
    """The market of docs/reference_market.md."""

    def __init__(self, buyers):
        super().__init__()
        self.week = -market.BURN_IN_WEEKS
        self.ore, self.oxide = market.ore_and_oxide()
        ore = sum(market.demand(number) for number in range(buyers)) / RECOVERED
        for number, output in enumerate(market.parts(market.MINES, ore)):
            Mine(self, number, output)
        for number, feed in enumerate(market.parts(market.REFINERS, ore)):
            Refiner(self, number, feed)
        for number in range(buyers):
            Buyer(self, number)
        self.mines = self.agents_by_type[Mine]
        self.refiners = self.agents_by_type[Refiner]
        self.buyers = self.agents_by_type[Buyer]
        self.levels = [
            self.connect(self.ore, self.mines, self.refiners),
            self.connect(self.oxide, self.refiners, self.buyers),
        ]

    def connect(self, good, sellers, users):
        """Links all who sell a good with all who need it, and puts goods under way."""
        shelves = [agent.shelf for agent in sellers]
        needs = [agent.need for agent in users]
        output = sum(shelf.output for shelf in shelves)
        for need in needs:
            need.prices.size += market.SPOT_SHARE * need.expected
            for shelf in shelves:
                link = Link(need, shelf, shelf.output / output)
                need.links.append(link)
                shelf.links.append(link)
                for weeks in range(1, link.weeks + 1):
                    need.receive_later(link.weight * need.expected, weeks)
        sizes = [prices.size for prices in good.prices]
        for shelf in shelves:
            shelf.split = [size / sum(sizes) for size in sizes]
        here = [[need for need in needs if need.zone == zone] for zone in (ABROAD, HOME)]
        return good, shelves, needs, here

    def step(self):
        if self.week == 0:
            self.fix_base_year()
        for good in (self.ore, self.oxide):
            for prices in good.prices:
                prices.learn()
        self.mines.do("dig")
        self.refiners.do("separate")
        for _, shelves, needs, _ in self.levels:
            for need in needs:
                need.unload()
            for shelf in shelves:
                shelf.open_books()
        self.buyers.do("use")
        for good, shelves, needs, _ in self.levels:
            if self.week % market.QUARTER == 0:
                good.set_contracts()
            for need in needs:
                need.place_order()
            for shelf in shelves:
                shelf.deliver()
        for zone in (ABROAD, HOME):
            for good, shelves, _, here in self.levels:
                self.clear_spot(good, zone, shelves, here[zone])
        for good, shelves, needs, _ in self.levels:
            for prices in good.prices:
                prices.average()
            for shelf in shelves:
                shelf.close_books()
            for need in needs:
                need.remember_deliveries()
                if self.week >= 0:
                    need.adapt_portfolio()
        self.week += 1

    def fix_base_year(self):
        for good, _, needs, _ in self.levels:
            for prices in good.prices:
                prices.reference = prices.base = prices.paid
            for need in needs:
                need.fix_base_year()

    def clear_spot(self, good, zone, shelves, needs):
        """One spot market: who bids, who asks, at which price they meet, who gets what."""
        prices = good.prices[zone]
        asks = [(shelf, market.ask(shelf, zone, good)) for shelf in shelves]
        bids = [(need, need.order - need.contracted) for need in needs]
        bids = [(need, tonnes) for need, tonnes in bids if tonnes > 0.0]
        if self.week < 0:
            price = prices.quote
            wanted, offered = sum(tonnes for _, tonnes in bids), sum(ask.most for _, ask in asks)
            traded = min(wanted, offered)
            bought = [(need, tonnes * traded / wanted) for need, tonnes in bids]
            sold = [(shelf, ask.most * traded / offered) for shelf, ask in asks]
        else:
            scales = [
                tonnes * (prices.expected if good.is_ore else need.cost) ** market.BID_SLOPE
                for need, tonnes in bids
            ]
            price = market.spot_price([ask for _, ask in asks], sum(scales), prices.quote)
            factor = price**-market.BID_SLOPE
            bought = [(need, scale * factor) for (need, _), scale in zip(bids, scales)]
            sold = [(shelf, ask.at(price)) for shelf, ask in asks]
            traded = sum(tonnes for _, tonnes in sold)
        for need, tonnes in bought:
            for shelf, part in sold:
                need.receive_later(tonnes * part / traded, journey(shelf.zone, zone))
            need.pay(tonnes, price)
        for shelf, tonnes in sold:
            shelf.stock -= tonnes
            shelf.sold += tonnes
            shelf.spot += tonnes
        prices.quote = price
        prices.size += market.SELLER * (sum(tonnes for _, tonnes in bids) - prices.size)

    def forget(self):
        """Counts from now on."""
        self.mines.set("dug", 0.0)
        self.refiners.set("residue", 0.0)
        self.buyers.set("used", 0.0).set("missed", 0.0)

    def results(self):
        sums = {"weights": 0.0, "weights_abroad": 0.0, "stocks": 0.0}
        for buyer in self.buyers:
            key = 1 + buyer.number % 7
            sums["stocks"] += key * buyer.need.stock
            for at, link in enumerate(buyer.need.links):
                sums["weights"] += key * (1 + at) * link.weight
                sums["weights_abroad"] += key * link.weight if link.shelf.zone == ABROAD else 0.0
        shelves = [shelf for _, shelves, _, _ in self.levels for shelf in shelves]
        needs = [need for _, _, needs, _ in self.levels for need in needs]
        return sums | {
            "used_t": sum(self.buyers.get("used")),
            "missed_t": sum(self.buyers.get("missed")),
            "mined_t": sum(self.mines.get("dug")),
            "residue_t": sum(self.refiners.get("residue")),
            "stock_t": sum(held.stock for held in shelves + needs),
            "under_way_t": sum(need.pipeline for need in needs),
        }


if __name__ == "__main__":
    market.measure("mesa", mesa.__version__, ReferenceMarket)
