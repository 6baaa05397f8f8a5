//! Goods: a material at a stage of processing, and the elements it contains.
//!
//! Basket goods (concentrates) have no composition of their own: each mine's ore decides, so whoever holds one keeps
//! account by element, and its price is a payable share of the value of the oxides it contains.

use crate::place::{Places, position};
use scenario::{RecipeKind, Scenario};

/// Dense index of a good, in scenario order.
pub(crate) type GoodIndex = usize;
/// Dense index of an element (a conserved substance), in scenario order.
pub(crate) type ElementIndex = usize;

/// One good as the market sees it.
#[derive(Debug, Clone)]
pub(crate) struct Good {
    /// Id in the scenario.
    pub(crate) id: String,
    /// Material id, for tables.
    pub(crate) material: String,
    /// Stage id, for tables.
    pub(crate) stage: String,
    /// Whether a recipe converts other goods into it, so that its cost passes through.
    pub(crate) is_made: bool,
    /// Whether composition comes from the mine and price is a payable share.
    pub(crate) is_basket: bool,
    /// Element content [t per t], one entry per element; empty for baskets.
    pub(crate) contains: Vec<f64>,
    /// Start price by zone [USD/t; payable share for baskets].
    pub(crate) start_price: Vec<f64>,
    /// Perceived long-run cost [USD/t], the anchor of the long view.
    pub(crate) long_run_cost: Option<f64>,
    /// Highest price known [USD/t].
    pub(crate) highest_observed: Option<f64>,
    /// Sellers of joint products do not ask less than this share of the start price.
    pub(crate) ask_floor_share: f64,
    /// Share of value-added tax refunded on export.
    pub(crate) vat_refund_share: f64,
    /// Margin that exporters of the index zone add.
    pub(crate) exporter_margin_share: f64,
    /// Shortest and longest qualification of a new supplier [weeks].
    pub(crate) qualification_weeks: (f64, f64),
}

/// All goods and elements.
#[derive(Debug, Clone)]
pub(crate) struct Goods {
    /// The goods by index.
    pub(crate) list: Vec<Good>,
    /// Element ids by index.
    pub(crate) element_ids: Vec<String>,
    /// The separated good that an element of a basket is worth as; `None` when no recipe yields it.
    pub(crate) separated: Vec<Option<GoodIndex>>,
}

impl Goods {
    /// Reads goods and elements and completes start prices zone by zone.
    pub(crate) fn new(scenario: &Scenario, places: &Places) -> Self {
        let element_ids: Vec<String> = scenario
            .materials
            .iter()
            .filter(|material| material.element)
            .map(|material| material.id.clone())
            .collect();
        let good_ids: Vec<String> = scenario.goods.iter().map(|good| good.id.clone()).collect();
        let mut separated = vec![None; element_ids.len()];
        for recipe in &scenario.recipes {
            if let RecipeKind::Separation { outputs, .. } = &recipe.kind {
                for (element, good) in outputs {
                    separated[position(&element_ids, element)]
                        .get_or_insert(position(&good_ids, good));
                }
            }
        }
        let is_made = |id: &str| {
            scenario.recipes.iter().any(|recipe| {
                matches!(&recipe.kind, RecipeKind::Conversion { output, .. } if output == id)
            })
        };
        let list = scenario
            .goods
            .iter()
            .map(|good| Good {
                is_made: is_made(&good.id),
                ..read_good(good, &element_ids, places)
            })
            .collect();
        Self {
            list,
            element_ids,
            separated,
        }
    }

    /// Number of goods.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Number of elements.
    pub(crate) fn n_elements(&self) -> usize {
        self.element_ids.len()
    }

    /// Index of a good id that the scenario's checks have confirmed.
    pub(crate) fn index(&self, id: &str) -> GoodIndex {
        self.list
            .iter()
            .position(|good| good.id == id)
            .unwrap_or_else(|| panic!("unchecked scenario: no good `{id}`"))
    }

    /// Value of one tonne of a basket at given prices of separated goods [USD/t].
    pub(crate) fn basket_value(&self, basket: &[f64], price_of: impl Fn(GoodIndex) -> f64) -> f64 {
        basket
            .iter()
            .zip(&self.separated)
            .map(|(share, good)| good.map_or(0.0, |good| share * price_of(good)))
            .sum()
    }
}

fn read_good(good: &scenario::Good, element_ids: &[String], places: &Places) -> Good {
    let mut contains = vec![0.0; element_ids.len()];
    for (element, tonnes) in &good.contains {
        contains[position(element_ids, element)] = *tonnes;
    }
    if good.contains.is_empty()
        && let Some(own) = element_ids
            .iter()
            .position(|element| *element == good.material)
    {
        contains[own] = 1.0;
    }
    let scale = if good.basket { 1.0 } else { 1000.0 };
    Good {
        id: good.id.clone(),
        material: good.material.clone(),
        stage: good.stage.clone(),
        is_made: false,
        is_basket: good.basket,
        contains: if good.basket { Vec::new() } else { contains },
        start_price: start_prices(good, places, scale),
        long_run_cost: good.long_run_cost_usd_per_kg.map(|price| price * scale),
        highest_observed: good.highest_observed_usd_per_kg.map(|price| price * 1000.0),
        ask_floor_share: good.ask_floor_share,
        vat_refund_share: good.vat_refund_share,
        exporter_margin_share: good.exporter_margin_share,
        qualification_weeks: (
            good.qualification_months_min * 365.25 / 7.0 / 12.0,
            good.qualification_months_max * 365.25 / 7.0 / 12.0,
        ),
    }
}

/// Start price per zone; a zone that the scenario leaves out stands at parity with the index zone.
fn start_prices(good: &scenario::Good, places: &Places, scale: f64) -> Vec<f64> {
    let hub = &places.zone_ids[places.index_zone];
    let fallback = good
        .start_price_usd_per_kg
        .values()
        .next()
        .copied()
        .unwrap_or(1.0);
    let at_hub = good
        .start_price_usd_per_kg
        .get(hub)
        .copied()
        .unwrap_or(fallback)
        * scale;
    let unrefunded = places.vat_share[places.index_zone] * (1.0 - good.vat_refund_share);
    (0..places.n_zones())
        .map(
            |zone| match good.start_price_usd_per_kg.get(&places.zone_ids[zone]) {
                Some(price) => price * scale,
                None if good.basket || zone == places.index_zone => at_hub,
                None => {
                    let route = places.route(places.index_zone, zone);
                    at_hub * (1.0 + unrefunded + good.exporter_margin_share + route.insurance_share)
                        + route.freight_usd_per_t
                }
            },
        )
        .collect()
}
