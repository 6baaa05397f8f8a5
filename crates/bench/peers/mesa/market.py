"""What the Mesa models share: the numbers of docs/reference_market.md, prices, shelves, and how a spot price is found."""

import json
import sys
import time
from collections import deque
from math import exp, log
from types import SimpleNamespace

WEEKS_PER_YEAR = 365.25 / 7.0
ABROAD, HOME = 0, 1
BURN_IN_WEEKS = 1
OUTAGE = range(13, 26)
QUARTER = 13
TRANSIT = 4
MINES, REFINERS = 4, 5
RECOVERED = 0.9
SPOT_SHARE = 0.1
COVER_WEEKS = 8.0
SHELF_WEEKS = 16.0
MINE_SHELF, REFINER_SHELF = 8.0, 4.0
BID_SLOPE, ASK_SLOPE = 0.98, 5.9
BETA = 6.1


def memory(years):
    """Part of a gap that is closed in a week."""
    return 1.0 - exp(-1.0 / (WEEKS_PER_YEAR * years))


FAST, REFERENCE, SELLER = memory(0.15), memory(5.0), memory(0.25)
NEED, DEMAND, RELIABILITY = memory(8.0 / 52.18), memory(0.3), memory(0.5)
PORTFOLIO_STEP, OFFER_STEP = 1.8 / WEEKS_PER_YEAR, 4.0 / WEEKS_PER_YEAR


def zone_of(number):
    """Every third agent stands abroad."""
    return ABROAD if number % 3 == 0 else HOME


def demand(number):
    """Use of a buyer at start prices [t per week]."""
    return 100.0 * (0.5 + 0.1 * (number % 11)) / WEEKS_PER_YEAR


def parts(count, whole):
    """The whole over some plants, of which the last is three times as large as the first."""
    sizes = [1.0 + 2.0 * at / (count - 1) for at in range(count)]
    return [whole * size / sum(sizes) for size in sizes]


def journey(start, end):
    """Weeks under way from zone to zone."""
    return 1 if start == end else TRANSIT


class Prices:
    """What a good costs in a zone."""

    def __init__(self, price):
        self.quote = self.paid = self.expected = self.reference = self.base = price
        self.window = deque([price] * QUARTER, maxlen=QUARTER)
        self.size = 0.0
        self.contract = 0.0
        self.tonnes = self.value = 0.0

    def learn(self):
        """Takes in last week."""
        self.window.append(self.quote)
        self.expected += FAST * (self.quote - self.expected)
        self.reference += REFERENCE * (self.paid - self.reference)
        self.tonnes = self.value = 0.0

    def count(self, tonnes, price):
        """Counts a delivery."""
        self.tonnes += tonnes
        self.value += tonnes * price

    def average(self):
        """What was paid this week."""
        if self.tonnes > 0.0:
            self.paid = self.value / self.tonnes


class Good:
    """Ore or oxide, with its prices abroad and at home."""

    def __init__(self, start, freight, anchor, is_ore):
        self.prices = [Prices(price) for price in start]
        self.freight_between_zones = freight
        self.anchor = anchor
        self.is_ore = is_ore
        self.set_contracts()

    def freight(self, start, end):
        return 0.0 if start == end else self.freight_between_zones

    def set_contracts(self):
        """Contract prices at the gate of those who need."""
        for zone, prices in enumerate(self.prices):
            index = self.prices[zone if self.is_ore else HOME].window
            prices.contract = sum(index) / QUARTER + self.freight(HOME, zone)

    def hold_price(self, fullness, start, end):
        """Price at which a seller would rather hold than sell."""
        is_export = start == HOME and end == ABROAD
        expected = self.prices[HOME if is_export else end].expected
        price = (expected * self.anchor) ** 0.5 * min(max(fullness, 0.2), 5.0) ** -0.23
        return price + self.freight(start, end) if is_export else price

    def shift_offers(self, split, start):
        """Split of a seller's offers after this week."""
        own = self.prices[start].expected
        pull = [
            prices.size * ((prices.expected - self.freight(start, zone)) / own) ** 1.5
            for zone, prices in enumerate(self.prices)
        ]
        return [
            share + OFFER_STEP * (pull[zone] / sum(pull) - share) for zone, share in enumerate(split)
        ]


def ore_and_oxide():
    """Both goods at their start prices."""
    return Good((0.6, 0.6), 0.0, 0.6, True), Good((105_000.0, 100_000.0), 5_000.0, 100_000.0, False)


def make_shelves(outputs, weeks):
    """What a few agents sell, as plain records."""
    return [
        SimpleNamespace(
            zone=zone_of(number),
            output=output,
            stock=weeks * output,
            last=weeks * output,
            weeks=weeks,
            wanted=0.0,
            called=0.0,
            sold=0.0,
            spot=0.0,
            split=[0.0, 0.0],
        )
        for number, output in enumerate(outputs)
    ]


def open_books(shelves):
    """Output is what came onto a shelf since last week."""
    for shelf in shelves:
        shelf.output += SELLER * (shelf.stock - shelf.last - shelf.output)
        shelf.wanted = shelf.weeks * shelf.output
        shelf.called = shelf.sold = shelf.spot = 0.0


def sell(shelf, tonnes, is_spot):
    """Takes what is sold from a shelf."""
    shelf.stock -= tonnes
    shelf.sold += tonnes
    if is_spot:
        shelf.spot += tonnes


def dig(shelf, full_output):
    """Digs onto a mine's shelf, slower when it is full, and says how much."""
    wanted = shelf.weeks * shelf.output
    brake = (3.0 * wanted - shelf.stock) / (2.0 * wanted)
    tonnes = full_output * min(max(brake, 0.0), 1.0)
    shelf.stock += tonnes
    return tonnes


def close_books(good, shelves):
    """What was paid, and where sellers offer."""
    for prices in good.prices:
        prices.average()
    for shelf in shelves:
        shelf.split = good.shift_offers(shelf.split, shelf.zone)
        shelf.last = shelf.stock


class Ask:
    """What a seller offers: `min(most, tonnes (x / price)^5.9)`."""

    def __init__(self, tonnes, most, price):
        self.tonnes, self.most, self.price = tonnes, most, price

    def at(self, price):
        return min(self.most, self.tonnes * (price / self.price) ** ASK_SLOPE)


def ask(shelf, zone, good):
    """What a seller offers in a zone, from its shelf (see `Shelf` and `Level`)."""
    weight = 1.0 if zone == HOME and shelf.zone == HOME else shelf.split[zone]
    most = weight * max(min(may_leave(shelf) - shelf.sold, shelf.stock), 0.0)
    stock = shelf.stock + shelf.spot
    surplus = shelf.output - shelf.called + (stock - shelf.wanted) / SHELF_WEEKS
    kept = min(max(surplus, 0.01 * stock), stock)
    tonnes = min(most, weight * max(kept - shelf.spot, 0.0))
    return Ask(tonnes, most, good.hold_price(shelf.stock / shelf.wanted, shelf.zone, zone))


def may_leave(shelf):
    """What may leave a shelf in a week [t]."""
    stock = shelf.stock + shelf.sold
    return min(shelf.output + max(stock - 0.5 * shelf.wanted, 0.0) / SHELF_WEEKS, stock)


def spot_price(asks, scale, last):
    """Price at which asks add up to bids of `scale price^-0.98`, by halving in logs from last week's quote."""

    def is_short(price):
        return scale * price**-BID_SLOPE > sum(ask.at(price) for ask in asks)

    low, high = log(last) - 1.0, log(last) + 1.0
    while is_short(exp(high)):
        high += 1.0
    while not is_short(exp(low)):
        low -= 1.0
    while True:
        middle = 0.5 * (low + high)
        if not low < middle < high:
            return exp(middle)
        low, high = (middle, high) if is_short(exp(middle)) else (low, middle)


def measure(program, version, make):
    """Runs a model as the command line asks and prints results and seconds of the weeks as JSON."""
    buyers, weeks = int(sys.argv[1]), int(sys.argv[2])
    model = make(buyers)
    for _ in range(BURN_IN_WEEKS):
        model.step()
    model.forget()
    start = time.perf_counter()
    for _ in range(weeks):
        model.step()
    seconds = time.perf_counter() - start
    quotes = {
        f"quote_{name}_{zone}": prices.quote
        for name, good in (("ore", model.ore), ("oxide", model.oxide))
        for zone, prices in zip(("abroad", "home"), good.prices)
    }
    told = {
        "program": program,
        "version": version,
        "buyers": buyers,
        "weeks": weeks,
        "seconds": seconds,
        "results": quotes | model.results(),
    }
    print(json.dumps(told))
