//! Table `prices`: what a good costs in a zone, by tier.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::need::Web;
use crate::quote::Quotes;
use crate::stock::Stocks;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// Tonnes to kilograms in a price.
const KG_PER_T: f64 = 1000.0;

/// The table.
pub(crate) const PRICES: Table = Table {
    name: "prices",
    row: "one good in one zone in one week",
    columns: &[
        column("date", "day", "Monday of the week"),
        column("material", "id", "element or product"),
        column("stage", "id", "stage of processing"),
        column("zone", "id", "price zone"),
        column(
            "quote_usd_per_kg",
            "USD/kg",
            "last spot clearing price as published: with the zone's value-added tax; empty for concentrates",
        ),
        column(
            "contract_usd_per_kg",
            "USD/kg",
            "average landed price of contract deliveries into the zone, without VAT; the last one when there were none",
        ),
        column(
            "vwap_spot_usd_per_kg",
            "USD/kg",
            "volume-weighted average of spot deals, without VAT; the last one when there were none",
        ),
        column(
            "vwap_all_usd_per_kg",
            "USD/kg",
            "volume-weighted average of all deliveries, without VAT; the last one when there were none",
        ),
        column(
            "spot_share",
            "share",
            "share of the week's tonnes that was bought spot",
        ),
        column(
            "premium_share",
            "share",
            "quote without VAT over the index zone's quote without VAT, less one",
        ),
        column(
            "vat_share",
            "share",
            "value-added tax contained in the quote",
        ),
        column(
            "payable_share",
            "share",
            "concentrates: price as a share of the value of contained oxides",
        ),
        column(
            "treatment_charge_usd_per_kg",
            "USD/kg",
            "concentrates: contained value less price, per kg of rare-earth oxide",
        ),
    ],
};

/// Writes the week's rows, good by good, zone by zone, where anybody trades.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let quotes = world.resource::<Quotes>();
    let date = Cell::Date(world.resource::<Clock>().date());
    for (index, good) in facts.goods.list.iter().enumerate() {
        for zone in 0..facts.places.n_zones() {
            if !is_traded(index, zone, world) {
                continue;
            }
            let cell = quotes.get(zone, index);
            let vat = facts.places.vat_share[zone];
            let hub = quotes.get(facts.places.index_zone, index).quote;
            let volume = cell.spot_t + cell.contract_t;
            let spot_share = if volume > 0.0 {
                Cell::Number(cell.spot_t / volume)
            } else {
                Cell::Empty
            };
            let per_kg = |usd_per_t: f64| {
                if good.is_basket {
                    Cell::Empty
                } else {
                    Cell::Number(usd_per_t / KG_PER_T)
                }
            };
            let (payable, charge) = if good.is_basket {
                let charge = (1.0 - cell.quote) * contained_value(index, zone, world) / KG_PER_T;
                (Cell::Number(cell.quote), Cell::Number(charge))
            } else {
                (Cell::Empty, Cell::Empty)
            };
            sink.row(
                &PRICES,
                &[
                    date,
                    Cell::Text(&good.material),
                    Cell::Text(&good.stage),
                    Cell::Text(&facts.places.zone_ids[zone]),
                    per_kg(cell.quote * (1.0 + vat)),
                    per_kg(cell.contract_average),
                    per_kg(cell.spot_average),
                    per_kg(cell.paid_average),
                    spot_share,
                    Cell::Number(cell.quote / hub - 1.0),
                    Cell::Number(vat),
                    payable,
                    charge,
                ],
            );
        }
    }
}

/// Whether anybody in a zone needs or makes a good.
fn is_traded(good: usize, zone: usize, world: &World) -> bool {
    let facts = world.resource::<Facts>();
    let web = world.resource::<Web>();
    let is_maker = |&at: &usize| {
        let agent = web.outlets[at].agent;
        facts.agents.zone[agent] == zone && !facts.agents.traders.contains(&agent)
    };
    !web.needs_at[good * facts.places.n_zones() + zone].is_empty()
        || web.outlets_of[good].iter().any(is_maker)
}

/// Value of the oxides in a tonne of the average concentrate of a kind, at a zone's prices [USD/t].
fn contained_value(good: usize, zone: usize, world: &World) -> f64 {
    let facts = world.resource::<Facts>();
    let web = world.resource::<Web>();
    let stocks = world.resource::<Stocks>();
    let quotes = world.resource::<Quotes>();
    let price = |separated| quotes.get(zone, separated).paid_average;
    let (mut value, mut tonnes) = (0.0, 0.0);
    for &at in &web.outlets_of[good] {
        let outlet = &web.outlets[at];
        value += outlet.output_t
            * facts
                .goods
                .basket_value(stocks.basket_of(outlet.agent), price);
        tonnes += outlet.output_t;
    }
    if tonnes > 0.0 { value / tonnes } else { 0.0 }
}
