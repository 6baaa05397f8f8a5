//! What a page gets to see of a run: months of four weeks, not tables.

use serde::Serialize;

use crate::curb::Curb;

/// Change from one month to the next, up or down, from which a price move is marked and can be asked about.
pub const MOVE_SHARE: f64 = 0.1;
/// What rounding may take from a tenth.
const ROUNDING: f64 = 1e-12;

/// A run, month by month. Every list of numbers has one entry for each of `months`; nothing stands for no number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// Hash of the scenario, as in the manifest of the command line.
    pub scenario_hash: String,
    /// Monday of the last week of each month.
    pub months: Vec<String>,
    /// Months that a whole run has; more than `months` while a long run goes on.
    pub n_months: usize,
    /// Prices without value-added tax, by good and zone.
    pub prices: Vec<Price>,
    /// What the importer gets of the goods in focus, by origin.
    pub supply: Vec<Supply>,
    /// Who sends how much of the goods in focus to whom, across borders, by year of the run.
    pub flows: Vec<Flow>,
    /// Months in each of those years.
    pub months_per_year: usize,
    /// Controls of exports of the goods in focus.
    pub curbs: Vec<Curb>,
    /// Users by country.
    pub users: Vec<Users>,
    /// Stocks of inputs of the importer's makers and users.
    pub covers: Vec<Cover>,
    /// The strategic stocks.
    pub reserves: Vec<Reserve>,
    /// Capacity at work, by country, of plants that make the first good in focus.
    pub capacities: Vec<Capacity>,
    /// What happened, in the order in which it happened.
    pub news: Vec<News>,
    /// Prices that moved far within a month.
    pub moves: Vec<Move>,
    /// The run in a few numbers.
    pub figures: Vec<Figure>,
}

/// Price of a good in a zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Price {
    /// Good.
    pub good: String,
    /// Zone.
    pub zone: String,
    /// Last quote of each month, without value-added tax.
    pub usd_per_kg: Vec<Option<f64>>,
}

/// What one origin sends to the importer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Supply {
    /// Good.
    pub good: String,
    /// Country where it left, or `reserve` for a strategic stock.
    pub origin: String,
    /// Sent over each month.
    pub shipped_t: Vec<f64>,
}

/// What one country sends to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// Good.
    pub good: String,
    /// Country where it left.
    pub from: String,
    /// Country where it went.
    pub to: String,
    /// Sent over each year of the run.
    pub shipped_t: Vec<f64>,
}

/// The final users of a country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Users {
    /// Country.
    pub country: String,
    /// Wanted over each month.
    pub needed_t: Vec<f64>,
    /// Wanted and not had.
    pub lost_t: Vec<f64>,
    /// Value added not produced for want of it.
    pub lost_usd: Vec<f64>,
}

/// Stock of inputs of an agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cover {
    /// Agent.
    pub agent: String,
    /// Its name for people.
    pub name: String,
    /// Stock over weekly need.
    pub weeks: Vec<Option<f64>>,
}

/// A strategic stock of one good.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reserve {
    /// Government that keeps it.
    pub government: String,
    /// Good.
    pub good: String,
    /// In store at the end of each month.
    pub stock_t: Vec<Option<f64>>,
    /// What it is told to hold.
    pub target_t: Vec<Option<f64>>,
    /// Bought over the month.
    pub bought_t: Vec<f64>,
    /// Released over the month, to all.
    pub released_t: Vec<f64>,
    /// Scarcity index of the scarcest country that it serves.
    pub scarcity_index: Vec<Option<f64>>,
}

/// Capacity at work.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Capacity {
    /// Country.
    pub country: String,
    /// Capacity of plants that run.
    pub t_per_year: Vec<f64>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct News {
    /// Number in the run.
    pub id: u64,
    /// Month in which it happened, from 0.
    pub month: usize,
    /// Day.
    pub date: String,
    /// Kind, as in table `events`.
    pub kind: String,
    /// Country that acts, or whose plant or user it is; nothing where nobody acts.
    pub actor: Option<String>,
    /// What happened.
    pub sentence: String,
    /// Numbers of what lay behind it, the nearest first.
    pub causes: Vec<u64>,
}

/// A price that moved by a tenth or more within a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    /// Good.
    pub good: String,
    /// Zone.
    pub zone: String,
    /// Month at whose end it had moved.
    pub month: usize,
    /// Change over the month before.
    pub change_share: f64,
}

/// A number about the run as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Name, also of its text.
    pub id: String,
    /// The number; nothing where the run has none.
    pub value: Option<f64>,
}

impl Course {
    /// Prices of a good in a zone.
    pub fn price(&self, good: &str, zone: &str) -> Option<&[Option<f64>]> {
        let found = self
            .prices
            .iter()
            .find(|it| it.good == good && it.zone == zone);
        found.map(|price| price.usd_per_kg.as_slice())
    }

    /// A figure by name.
    pub fn figure(&self, id: &str) -> Option<f64> {
        self.figures.iter().find(|it| it.id == id)?.value
    }
}

/// All moves of a tenth or more.
pub(crate) fn moves(prices: &[Price]) -> Vec<Move> {
    let mut found = Vec::new();
    for price in prices {
        for (before, pair) in price.usd_per_kg.windows(2).enumerate() {
            let (Some(from), Some(to)) = (pair[0], pair[1]) else {
                continue;
            };
            let change_share = to / from - 1.0;
            if from > 0.0 && change_share.abs() >= MOVE_SHARE - ROUNDING {
                let (good, zone) = (price.good.clone(), price.zone.clone());
                found.push(Move {
                    good,
                    zone,
                    month: before + 1,
                    change_share,
                });
            }
        }
    }
    found
}

/// What the figures are about.
pub(crate) struct Subject<'a> {
    /// Good.
    pub(crate) good: &'a str,
    /// Country that buys.
    pub(crate) importer: &'a str,
    /// Its zone.
    pub(crate) zone: &'a str,
    /// Country that may curb exports.
    pub(crate) origin: &'a str,
    /// Its zone.
    pub(crate) origin_zone: &'a str,
}

/// The run in a few numbers.
pub(crate) fn figures(course: &Course, subject: &Subject) -> Vec<Figure> {
    let prices = course.price(subject.good, subject.zone).unwrap_or_default();
    let home = course
        .price(subject.good, subject.origin_zone)
        .unwrap_or_default();
    let peak = prices
        .iter()
        .enumerate()
        .filter_map(|(month, price)| Some((month, (*price)?)));
    let peak = peak.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    });
    let first = prices.iter().flatten().next().copied();
    let ratios: Vec<f64> = prices
        .iter()
        .zip(home)
        .filter_map(|(here, there)| Some((*here)? / (*there)?))
        .collect();
    let users = course
        .users
        .iter()
        .find(|it| it.country == subject.importer);
    let total = |numbers: Option<&Vec<f64>>| numbers.map(|numbers| numbers.iter().sum::<f64>());
    let unmet = match (
        total(users.map(|it| &it.lost_t)),
        total(users.map(|it| &it.needed_t)),
    ) {
        (Some(lost), Some(needed)) if needed > 0.0 => Some(lost / needed),
        _ => None,
    };
    let released: f64 = course.reserves.iter().flat_map(|it| &it.released_t).sum();
    let figure = |id: &str, value: Option<f64>| Figure {
        id: id.to_owned(),
        value,
    };
    vec![
        figure("peak_price_usd_per_kg", peak.map(|(_, price)| price)),
        figure("peak_month", peak.map(|(month, _)| (month + 1) as f64)),
        figure(
            "peak_ratio",
            peak.zip(first).map(|((_, price), first)| price / first),
        ),
        figure("mean_premium_ratio", mean(&ratios)),
        figure("unmet_need_share", unmet),
        figure("lost_value_usd", total(users.map(|it| &it.lost_usd))),
        figure("released_t", Some(released)),
        figure("origin_share_last_year", origin_share(course, subject)),
    ]
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// Part of what the importer got over the last 13 months that came from the origin.
fn origin_share(course: &Course, subject: &Subject) -> Option<f64> {
    let of_good = course.supply.iter().filter(|it| it.good == subject.good);
    let last = |supply: &Supply| supply.shipped_t.iter().rev().take(13).sum::<f64>();
    let (mut from_origin, mut all) = (0.0, 0.0);
    for supply in of_good {
        all += last(supply);
        if supply.origin == subject.origin {
            from_origin += last(supply);
        }
    }
    (all > 0.0).then(|| from_origin / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(numbers: &[f64]) -> Price {
        Price {
            good: "oxide".into(),
            zone: "jp".into(),
            usd_per_kg: numbers.iter().map(|it| Some(*it)).collect(),
        }
    }

    #[test]
    fn a_tenth_within_a_month_is_a_move_up_or_down() {
        // 110 / 100 = +10 %, 100 / 110 = -9.1 %, 90 / 100 = -10 %
        let found = moves(&[price(&[100.0, 110.0, 100.0, 90.0])]);
        let months: Vec<usize> = found.iter().map(|it| it.month).collect();
        assert_eq!(months, [1, 3]);
    }

    #[test]
    fn a_month_without_a_quote_makes_no_move() {
        let mut gap = price(&[100.0, 0.0, 200.0]);
        gap.usd_per_kg[1] = None;
        assert!(moves(&[gap]).is_empty());
    }
}
