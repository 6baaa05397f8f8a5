//! Governments with strategic stocks for random worlds.

use super::dice::Dice;
use super::random_world::{GOODS, monday};

/// One or two governments with a strategic stock, in two worlds of three.
pub(super) fn governments(countries: &[String], dice: &mut Dice) -> Vec<String> {
    let mut governments = Vec::new();
    for at in 0..dice.below(3) {
        let home = dice.pick(countries).to_owned();
        let allies: Vec<String> = countries
            .iter()
            .filter(|id| **id != home && dice.chance(0.6))
            .map(|id| format!("\"{id}\""))
            .collect();
        let days = |dice: &mut Dice, most: f64| -> String {
            let entry = |good: &&str| format!("\"{good}\": {}", dice.between(0.0, most));
            GOODS.iter().map(entry).collect::<Vec<_>>().join(", ")
        };
        let (target, start) = (days(dice, 300.0), days(dice, 100.0));
        let allocation = ["Need", "ProRata", "Auction", "FirstCome"][dice.below(4)];
        let pricing = ["CostPlusCarry", "CappedIndex"][dice.below(2)];
        let trigger = dice.between(0.05, 0.6);
        governments.push(format!(
            "(id: \"government{at}\", country: \"{home}\", decides_from: \"{}\", stockpile: Some((
            target_days: {{{target}}}, start_days: {{{start}}}, budget_usd: {}, allies: [{}],
            allocation: {allocation}, pricing: {pricing}, is_published: {}, fill_weeks: {}, price_limit_ratio: {},
            trigger_index: {trigger}, stop_index: {}, home_share: {}, least_release_weeks: {})))",
            monday(dice.weeks(30) - 4),
            libm::pow(10.0, dice.between(4.0, 9.0)),
            allies.join(", "),
            dice.chance(0.5),
            dice.between(2.0, 100.0),
            dice.between(0.5, 3.0),
            trigger * dice.between(0.0, 1.0),
            dice.between(0.0, 1.0),
            dice.between(1.0, 8.0)
        ));
    }
    governments
}
