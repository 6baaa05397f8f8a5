//! The reference market with krabmaga: `peer-krabmaga 1000 52` runs 52 weeks of it with 1,000 buyers and prints results and
//! seconds as JSON.

mod agents;
mod market;

use krabmaga::engine::{schedule::Schedule, state::State};
use market::{ABROAD, BURN_IN_WEEKS, Market, ORE, OXIDE};
use std::time::Instant;

fn main() {
    let number = |at: usize, usual: usize| {
        let text = std::env::args().nth(at);
        text.and_then(|text| text.parse().ok()).unwrap_or(usual)
    };
    let (buyers, weeks) = (number(1, 1000), number(2, 52));
    let mut market = Market::new(buyers);
    let mut schedule = Schedule::new();
    market.init(&mut schedule);
    for _ in 0..BURN_IN_WEEKS {
        schedule.step(market.as_state_mut());
    }
    market.forget();
    let start = Instant::now();
    for _ in 0..weeks {
        schedule.step(market.as_state_mut());
    }
    let seconds = start.elapsed().as_secs_f64();
    let results: Vec<String> = results(&market)
        .iter()
        .map(|(name, number)| format!("\"{name}\": {number:?}"))
        .collect();
    println!(
        "{{\"program\": \"krabmaga\", \"version\": \"0.6.2\", \"buyers\": {buyers}, \"weeks\": {weeks}, \
         \"seconds\": {seconds:?}, \"results\": {{{}}}}}",
        results.join(", ")
    );
}

fn results(market: &Market) -> Vec<(&'static str, f64)> {
    let [ore, oxide] = &market.levels;
    let needs = || market.levels.iter().flat_map(|level| &level.needs);
    let shelves = market.levels.iter().flat_map(|level| &level.shelves);
    let stock: f64 = shelves.map(|shelf| shelf.stock).sum();
    let (mut weights, mut weights_abroad, mut stocks) = (0.0, 0.0, 0.0);
    for (at, need) in oxide.needs.iter().enumerate() {
        let key = (1 + at % 7) as f64;
        stocks += key * need.stock;
        for (seller, (link, shelf)) in need.links.iter().zip(&oxide.shelves).enumerate() {
            weights += key * (1 + seller) as f64 * link.weight;
            if shelf.zone == ABROAD {
                weights_abroad += key * link.weight;
            }
        }
    }
    debug_assert!(ORE == 0 && OXIDE == 1);
    vec![
        ("quote_ore_abroad", ore.prices[0].quote),
        ("quote_ore_home", ore.prices[1].quote),
        ("quote_oxide_abroad", oxide.prices[0].quote),
        ("quote_oxide_home", oxide.prices[1].quote),
        ("used_t", market.used),
        ("missed_t", market.missed),
        ("mined_t", market.mined),
        ("residue_t", market.residue),
        (
            "stock_t",
            stock + needs().map(|need| need.stock).sum::<f64>(),
        ),
        ("under_way_t", needs().map(|need| need.pipeline).sum()),
        ("weights", weights),
        ("weights_abroad", weights_abroad),
        ("stocks", stocks),
    ]
}
