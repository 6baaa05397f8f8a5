//! What a scarcity does to makers, what its answer costs the public, and what others build: three figures that no table
//! has as one number.

use model::Cell;
use scenario::{Focus, RecipeKind, Scenario};

use super::Gatherer;
use super::cell::{add, number, text};
use crate::course::{Course, Figure};

const KG_PER_T: f64 = 1000.0;

/// What is followed of the importer's makers, of the government that keeps the reserve, and of mines outside the origin.
pub(super) struct Public<'a> {
    scenario: &'a Scenario,
    focus: &'a Focus,
    /// Id of the government, its country, and the zone of that country.
    keeper: Option<(&'a str, usize, &'a str)>,
    /// What government and stock have been paid less what they have paid [USD].
    balance_usd: Option<f64>,
    /// Mines decided outside the origin so far [t/yr].
    new_mines_t_per_year: f64,
    /// What the importer's makers made out of the first good in focus, month by month [t/yr].
    made_t_per_year: Vec<f64>,
}

impl<'a> Public<'a> {
    pub(super) fn new(scenario: &'a Scenario, focus: &'a Focus, reserve: Option<&str>) -> Self {
        let keeper = scenario
            .governments
            .iter()
            .find(|it| Some(it.id.as_str()) == reserve)
            .and_then(|it| {
                let countries = &scenario.countries;
                let at = countries.iter().position(|land| land.id == it.country)?;
                Some((it.id.as_str(), at, countries[at].zone.as_str()))
            });
        Self {
            scenario,
            focus,
            keeper,
            balance_usd: None,
            new_mines_t_per_year: 0.0,
            made_t_per_year: Vec::new(),
        }
    }

    /// A row of table `refiners` at the end of a month.
    pub(super) fn refiner(&mut self, month: usize, cells: [&Cell; 3]) {
        let [country, recipe, made] = cells;
        let uses = |id: &str| {
            let mut recipes = self.scenario.recipes.iter();
            recipes.any(|it| it.id == id && takes(&it.kind, self.focus.goods.first()))
        };
        if text(country) == self.focus.importer && uses(text(recipe)) {
            add(&mut self.made_t_per_year, month, number(made));
        }
    }

    /// A row of table `investments`: a mine outside the origin counts from the day on which it is decided.
    pub(super) fn investment(&mut self, cells: [&Cell; 3]) {
        let [project, country, capacity] = cells;
        let is_mine = |id: &str| self.scenario.mines.iter().any(|mine| mine.id == id);
        if text(country) != self.focus.origin && is_mine(text(project)) {
            self.new_mines_t_per_year += number(capacity).unwrap_or(0.0);
        }
    }

    /// Figures at the end of a course:
    ///
    /// - makers' need unmet: what the importer's makers made less than in the first month, over what that pace would have
    ///   given; final users may still get all they want from makers elsewhere;
    /// - public cost [USD]: payments less receipts of the government and its stock, plus the metal that has left the
    ///   store, less what came in, at its price of the start. So a stock that is kept costs no more than its storing;
    /// - new mines outside the origin [t/yr], projects and expansions, from the day on which they are decided.
    pub(super) fn figures(&self, course: &Course) -> [Figure; 3] {
        let of = |id: &str, value: Option<f64>| Figure {
            id: id.to_owned(),
            value,
        };
        [
            of("makers_unmet_share", shortfall_share(&self.made_t_per_year)),
            of("public_cost_usd", self.cost_usd(course)),
            of(
                "new_mines_abroad_t_per_year",
                Some(self.new_mines_t_per_year),
            ),
        ]
    }

    fn cost_usd(&self, course: &Course) -> Option<f64> {
        let ((government, _, zone), balance_usd) = self.keeper.zip(self.balance_usd)?;
        let own = course
            .reserves
            .iter()
            .filter(|it| it.government == government);
        let used_usd = own.map(|reserve| {
            let left_t =
                reserve.released_t.iter().sum::<f64>() - reserve.bought_t.iter().sum::<f64>();
            let good = self.scenario.goods.iter().find(|it| it.id == reserve.good);
            let start = good.and_then(|good| good.start_price_usd_per_kg.get(zone).copied());
            left_t * KG_PER_T * start.unwrap_or(0.0)
        });
        Some(used_usd.sum::<f64>() - balance_usd)
    }
}

/// Part of the first month's pace that is missing over all months; a month above it makes up for nothing.
fn shortfall_share(pace: &[f64]) -> Option<f64> {
    let first = pace.first().copied().filter(|first| *first > 0.0)?;
    let missing: f64 = pace.iter().map(|now| (first - now).max(0.0)).sum();
    Some(missing / (first * pace.len() as f64))
}

fn takes(kind: &RecipeKind, good: Option<&String>) -> bool {
    match kind {
        RecipeKind::Separation { .. } => false,
        RecipeKind::Conversion { inputs, .. } => good.is_some_and(|good| inputs.contains_key(good)),
    }
}

impl Gatherer<'_> {
    /// Country whose government keeps the reserve, by its place in the scenario.
    pub(crate) fn keeper(&self) -> Option<usize> {
        self.public.keeper.map(|(_, country, _)| country)
    }

    /// Notes what that government and its stock have been paid less what they have paid so far [USD].
    pub(crate) fn note_balance(&mut self, usd: f64) {
        self.public.balance_usd = Some(usd);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Lab;
    use crate::play::{Unwatched, play_scenario};

    #[test]
    fn a_month_below_the_first_is_missing_and_one_above_makes_up_for_nothing() {
        // 100, 40, 120, 80: 60 and 20 are missing of four times 100.
        let share = shortfall_share(&[100.0, 40.0, 120.0, 80.0]).unwrap();
        assert!((share - 0.2).abs() < 1e-12);
        assert_eq!(shortfall_share(&[]), None);
        assert_eq!(shortfall_share(&[0.0, 1.0]), None);
    }

    fn course(changes: &[(&str, &str)]) -> Course {
        let labs = Lab::shipped();
        let lab = labs.iter().find(|lab| lab.name == "open_reserve").unwrap();
        let mut scenario = lab.scenario(&lab.opening()).unwrap();
        for (path, value) in changes {
            scenario.set(path, value).unwrap();
        }
        play_scenario(lab, &scenario, scenario.clock.weeks, &mut Unwatched).unwrap()
    }

    /// A reserve that neither releases nor buys, and no plant to back: what it costs is five years of storing.
    #[test]
    fn a_stock_that_is_kept_costs_its_storing_and_no_more() {
        let shut = course(&[
            ("governments.canberra.stockpile.trigger_index", "1.0"),
            (
                "governments.canberra.stockpile.scarcity_price_ratio",
                "100.0",
            ),
            ("governments.canberra.stockpile.price_limit_ratio", "0.001"),
            ("governments.canberra.capital.budget_usd", "0.0"),
        ]);
        assert_eq!(shut.figure("released_t"), Some(0.0));
        // 79 t at 235 USD/kg are 18.6 M USD; of them 3 % a year over five years are 2.8 M USD.
        let cost = shut.figure("public_cost_usd").unwrap();
        assert!((2.5e6..3.2e6).contains(&cost), "{cost}");
    }

    /// The metal that left a store and was not bought again is what the store has less of.
    #[test]
    fn what_a_reserve_releases_and_buys_is_what_its_store_has_less() {
        let open = course(&[]);
        let reserve = open
            .reserves
            .iter()
            .find(|it| it.government == "canberra")
            .unwrap();
        let (first, last) = (reserve.stock_t[0].unwrap(), reserve.stock_t.last().unwrap());
        let bought: f64 = reserve.bought_t.iter().sum();
        let released: f64 = reserve.released_t.iter().sum();
        assert!(bought > 1.0 && released > 1.0);
        assert!((first - released + bought - last.unwrap()).abs() < 1.0);
    }

    #[test]
    fn a_reserve_that_opens_spares_makers_and_costs_new_mines() {
        let (open, calm) = (
            course(&[]),
            course(&[("policies.beijing_licences.instrument.approval_share", "1.0")]),
        );
        let unmet = |it: &Course| it.figure("makers_unmet_share").unwrap();
        assert!(
            unmet(&calm) < unmet(&open),
            "{} {}",
            unmet(&calm),
            unmet(&open)
        );
        assert!(open.figure("new_mines_abroad_t_per_year").unwrap() > 1.0);
    }
}
