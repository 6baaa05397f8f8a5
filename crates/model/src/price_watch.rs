//! Price news: which quotes moved far enough to be told, and what lay behind it.
//!
//! Watched are separated goods and what final users buy, in zones where somebody needs them. A quote is told when it
//! stands a tenth or more from where it stood four weeks ago. What was told is not told again within a quarter, and after
//! that only when the quote has turned round, has doubled or halved since, or a year has passed: else a rise over years
//! would fill the table.
//!
//! A rise is put down to what made the good, or anything that goes into it, scarcer where it rose: curbs of others,
//! duties, tension with who makes it, outages, closings, shortages, purchases for stocks, dearer inputs; a fall to the
//! opposite. A curb keeps goods at home, so it bears the other way on the country that imposes it.

use crate::chain::Chain;
use crate::clock::{Clock, QUARTER_WEEKS};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::journal::{Journal, Memo, Note, Reach, Role};
use crate::need::{NeedIndex, Web};
use crate::place::{CountryIndex, ZoneIndex};
use crate::quote::Quotes;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Weeks over which a move is measured.
const WINDOW_WEEKS: usize = 4;
/// Move that is news, up or down.
const NEWS_SHARE: f64 = 0.1;
/// Stages that something far from the good counts for: what has no good of its own comes after the whole chain.
const FAR: usize = 16;

/// Weeks after which anything that moves is news again.
const FORGOTTEN_WEEKS: i64 = 52;
/// Factor by which a quote has to move, up or down, to be told again before.
const AGAIN_RATIO: f64 = 2.0;

/// What was last told of a quote.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Told {
    week: i64,
    quote: f64,
    is_rise: bool,
}

/// Quotes of the last weeks, and what was told of them, by cell of [`Quotes`].
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct PriceWatch {
    past: Vec<[f64; WINDOW_WEEKS]>,
    told: Vec<Option<Told>>,
    at: usize,
}

/// Change worth telling: `q / q4 - 1`.
fn news(now: f64, month_ago: f64, told: Option<Told>, week: i64) -> Option<f64> {
    let change = now / month_ago.max(1e-12) - 1.0;
    let is_new = told.is_none_or(|told| {
        let passed = week - told.week;
        let ratio = now / told.quote.max(1e-12);
        let has_moved = ratio.max(1.0 / ratio.max(1e-12)) >= AGAIN_RATIO;
        let has_turned = told.is_rise != (change > 0.0);
        passed >= FORGOTTEN_WEEKS
            || (passed >= i64::from(QUARTER_WEEKS) && (has_moved || has_turned))
    });
    (change.abs() >= NEWS_SHARE && is_new).then_some(change)
}

/// Tells of quotes that moved.
pub(crate) fn watch_prices(
    watch: &mut PriceWatch,
    quotes: &Quotes,
    web: &Web,
    facts: &Facts,
    clock: &Clock,
    journal: &mut Journal,
) {
    let n_zones = facts.places.n_zones();
    let n_goods = facts.goods.len();
    if watch.past.is_empty() {
        let cells = quotes.cells().iter();
        watch.past = cells.map(|cell| [cell.quote; WINDOW_WEEKS]).collect();
        watch.told = vec![None; watch.past.len()];
    }
    let slot = watch.at % WINDOW_WEEKS;
    watch.at += 1;
    for (at, cell) in quotes.cells().iter().enumerate() {
        let (zone, good) = (at / n_goods, at % n_goods);
        let month_ago = std::mem::replace(&mut watch.past[at][slot], cell.quote);
        if clock.is_burn_in() || !is_watched(good, &web.needs_at[good * n_zones + zone], web, facts)
        {
            continue;
        }
        let Some(change) = news(cell.quote, month_ago, watch.told[at], clock.week) else {
            continue;
        };
        watch.told[at] = Some(Told {
            week: clock.week,
            quote: cell.quote,
            is_rise: change > 0.0,
        });
        let place = Place {
            good,
            zone,
            chain: Chain::behind(good, web),
            web,
            facts,
        };
        let note = place.tell(change, cell.quote, journal);
        journal.note(note);
    }
}

/// Whether a quote is watched: somebody there needs the good, and it is a separated one or bought by a final user.
fn is_watched(good: GoodIndex, needs: &[NeedIndex], web: &Web, facts: &Facts) -> bool {
    let is_final = |&at: &NeedIndex| facts.agents.buyers.contains(&web.needs[at].agent);
    let is_separated = facts.goods.separated.contains(&Some(good)) && !needs.is_empty();
    is_separated || needs.iter().any(is_final)
}

/// A good in a zone, of whose quote something is told.
struct Place<'a> {
    good: GoodIndex,
    zone: ZoneIndex,
    chain: Chain,
    web: &'a Web,
    facts: &'a Facts,
}

impl Place<'_> {
    fn tell(&self, change: f64, quote: f64, journal: &Journal) -> Note {
        let is_rise = change > 0.0;
        let (role, verb) = if is_rise {
            (Role::Rise, "rose")
        } else {
            (Role::Fall, "fell")
        };
        let sentence = format!(
            "the quote of {} in {} {verb} by {:.0} % in four weeks, to {} USD/kg",
            self.facts.goods.list[self.good].id.replace('_', " "),
            self.facts.places.zone_ids[self.zone],
            100.0 * change.abs(),
            figures(quote / 1000.0)
        );
        let homes: Vec<CountryIndex> = self.countries().collect();
        let causes = journal.recall(Reach::News, |memo| self.distance(memo, is_rise));
        Note::new(role, sentence)
            .about(&[self.good])
            .between(&homes)
            .because(causes)
    }

    fn countries(&self) -> impl Iterator<Item = CountryIndex> {
        let zones = self.facts.places.country_zone.iter().enumerate();
        zones
            .filter(|(_, zone)| **zone == self.zone)
            .map(|(country, _)| country)
    }

    /// How far an entry is from a rise or fall here; none where it would not move the quote that way.
    fn distance(&self, memo: &Memo, is_rise: bool) -> Option<usize> {
        let stages = self.chain.stages_to(&memo.goods);
        let (own, others) = (self.is_own(memo), self.is_reached(memo));
        match memo.role {
            Role::Curb if is_rise => stages.filter(|_| others && !own),
            Role::Curb => stages.filter(|_| own),
            Role::Relief if is_rise => stages.filter(|_| own),
            Role::Relief => stages.filter(|_| others && !own),
            Role::ImportDuty => stages.filter(|_| is_rise && own),
            Role::Rule => (is_rise && self.makes(memo)).then_some(FAR),
            Role::Strain if is_rise => self.is_strained(memo).then_some(FAR),
            Role::Thaw if !is_rise => self.is_strained(memo).then_some(FAR),
            Role::Outage | Role::Closing if is_rise => stages,
            Role::Gain | Role::Opening | Role::Reopening if !is_rise => stages,
            Role::Shortage | Role::Purchase if is_rise => stages.filter(|_| self.is_here(memo)),
            Role::Release if !is_rise => stages.filter(|_| self.is_here(memo)),
            Role::Rise if is_rise => self.pass_through(memo, stages),
            Role::Fall if !is_rise => self.pass_through(memo, stages),
            _ => None,
        }
    }

    /// Quotes of inputs here pass through, and the quote in the index zone carries over.
    fn pass_through(&self, memo: &Memo, stages: Option<usize>) -> Option<usize> {
        let is_here = self.is_here(memo);
        let hub = self.facts.places.index_zone;
        let places = &self.facts.places;
        let is_hub = memo
            .countries
            .iter()
            .any(|&at| places.country_zone[at] == hub);
        stages.filter(|&stages| (is_here && stages > 0) || (is_hub && !is_here))
    }

    /// Whether the government that acts is one of this zone.
    fn is_own(&self, memo: &Memo) -> bool {
        let first = memo.countries.first();
        first.is_some_and(|&country| self.facts.places.country_zone[country] == self.zone)
    }

    fn is_reached(&self, memo: &Memo) -> bool {
        self.countries().any(|country| memo.reaches(country))
    }

    fn is_here(&self, memo: &Memo) -> bool {
        self.countries()
            .any(|country| memo.countries.contains(&country))
    }

    fn makes(&self, memo: &Memo) -> bool {
        let first = memo.countries.first();
        first.is_some_and(|&country| self.chain.is_made_in(country, self.web, self.facts))
    }

    /// Whether tension is between a country of this zone and one elsewhere that makes the good.
    fn is_strained(&self, memo: &Memo) -> bool {
        let zone_of = |country: CountryIndex| self.facts.places.country_zone[country];
        let is_maker = |&&country: &&CountryIndex| {
            zone_of(country) != self.zone && self.chain.is_made_in(country, self.web, self.facts)
        };
        self.is_here(memo) && memo.countries.iter().find(is_maker).is_some()
    }
}

/// Three figures or more.
fn figures(number: f64) -> String {
    let places = match number {
        _ if number >= 99.95 => 0,
        _ if number >= 9.995 => 1,
        _ => 2,
    };
    format!("{number:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_within_four_weeks_is_news_and_again_when_it_has_doubled_halved_or_turned() {
        // 110 / 100 - 1 = 0.1; 109 / 100 - 1 = 0.09
        assert!(news(110.1, 100.0, None, 0).is_some() && news(109.0, 100.0, None, 0).is_none());
        assert!(news(89.9, 100.0, None, 0).is_some());
        let told = Some(Told {
            week: 10,
            quote: 120.0,
            is_rise: true,
        });
        // 240 is twice 120 and 60 half of it, but week 22 is within the quarter
        assert!(news(240.0, 200.0, told, 22).is_none() && news(240.0, 200.0, told, 23).is_some());
        assert!(news(230.0, 200.0, told, 23).is_none());
        // a fall after a rise is news once the quarter is over
        assert!(news(100.0, 120.0, told, 23).is_some() && news(100.0, 120.0, told, 22).is_none());
        // after a year any tenth counts
        assert!(news(121.0, 100.0, told, 62).is_some() && news(121.0, 100.0, told, 61).is_none());
    }

    #[test]
    fn numbers_have_three_figures_or_more() {
        assert_eq!(figures(512.3), "512");
        assert_eq!(figures(45.67), "45.7");
        assert_eq!(figures(1.234), "1.23");
    }
}
