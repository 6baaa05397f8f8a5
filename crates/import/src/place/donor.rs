//! Whom a facility was a part of so far: the residual node of its country and good, a buyer of the same end use, or the
//! node that the row names.

use scenario::{Fault, hint_for_unknown};

use crate::facility::{Displaces, Facility};
use crate::sheet::Row;

/// A node that may be displaced.
pub(super) struct Candidate<'a> {
    pub(super) id: &'a str,
    pub(super) country: &'a str,
    /// Mine and buyer: the good; refiner: the recipe.
    pub(super) product: &'a str,
    /// Buyer: the end use; else empty.
    pub(super) end_use: &'a str,
    pub(super) is_residual: bool,
    /// What it makes or uses in the base year [t/yr].
    pub(super) base_t: f64,
}

/// What is looked for.
pub(super) struct Wanted<'a> {
    pub(super) row: &'a Row,
    /// Row with the column that names the node.
    pub(super) facility: &'a Row,
    pub(super) id: &'a str,
    pub(super) displaces: &'a Displaces,
    pub(super) country: &'a str,
    pub(super) product: &'a str,
    /// The end use of a buyer, where it says one.
    pub(super) end_use: Option<&'a str>,
    /// The column that says how much.
    pub(super) column: &'static str,
}

impl<'a> Wanted<'a> {
    /// What a mine or a plant was a part of.
    pub(super) fn plant(facility: &'a Facility, product: &'a str) -> Self {
        Self {
            row: &facility.row,
            facility: &facility.row,
            id: &facility.id,
            displaces: &facility.displaces,
            country: &facility.country,
            product,
            end_use: None,
            column: "capacity_t_per_year",
        }
    }
}

impl Wanted<'_> {
    /// The place of the node among the candidates; `None` where the facility comes on top.
    pub(super) fn find(&self, candidates: &[Candidate<'_>]) -> Result<Option<usize>, Fault> {
        let is_like = |node: &Candidate<'_>| {
            node.country == self.country
                && node.product == self.product
                && node.base_t > 0.0
                && node.id != self.id
        };
        let position = |fits: &dyn Fn(&Candidate<'_>) -> bool| {
            candidates
                .iter()
                .position(|node| is_like(node) && fits(node))
        };
        match self.displaces {
            Displaces::Nobody => Ok(None),
            Displaces::Node(id) => match position(&|node| node.id == id) {
                Some(at) => Ok(Some(at)),
                None => Err(self.unfit(id, candidates, &is_like)),
            },
            Displaces::ByItself => {
                let same_use = position(&|node| self.end_use == Some(node.end_use));
                let found = same_use.or_else(|| position(&|node| node.is_residual));
                Ok(found.or_else(|| {
                    // Who uses a good alone in a country is the country's use.
                    let mut like = candidates
                        .iter()
                        .enumerate()
                        .filter(|(_, node)| !node.end_use.is_empty() && is_like(node));
                    let first = like.next().map(|(at, _)| at);
                    first.filter(|_| like.next().is_none())
                }))
            }
        }
    }

    fn unfit(
        &self,
        id: &str,
        candidates: &[Candidate<'_>],
        is_like: &dyn Fn(&Candidate<'_>) -> bool,
    ) -> Fault {
        let fit: Vec<&str> = candidates
            .iter()
            .filter(|node| is_like(node))
            .map(|node| node.id)
            .collect();
        let message = if candidates.iter().any(|node| node.id == id) {
            format!(
                "column `displaces` names `{id}`, which is not in `{}` with `{}`, is a recycler, or does not run at the start",
                self.country, self.product
            )
        } else {
            format!("column `displaces` names `{id}`, which does not exist")
        };
        let hint = if fit.is_empty() {
            format!(
                "nobody in `{}` has `{}`: write none",
                self.country, self.product
            )
        } else {
            hint_for_unknown(id, fit)
        };
        self.facility.fault("displaces", message, hint)
    }

    /// Refuses what is as much as the node has, or more [t/yr].
    pub(super) fn refuse_more(&self, own_t: f64, donor: &str, base_t: f64) -> Result<(), Fault> {
        if own_t < base_t * (1.0 - LEAST_LEFT) {
            return Ok(());
        }
        Err(self.row.fault(
            self.column,
            format!(
                "`{}` has {} t/yr in the base year, `{}`, of which it is to be a part, has {} t/yr",
                self.id,
                round(own_t),
                donor,
                round(base_t)
            ),
            "correct the tonnes, name another node in `displaces`, or write none there to add it on top".to_owned(),
        ))
    }
}

/// What has to remain of a displaced node, over what it has.
const LEAST_LEFT: f64 = 1e-3;

/// Tonnes with one decimal, for people.
pub(super) fn round(tonnes: f64) -> f64 {
    (tonnes * 10.0).round() / 10.0
}
