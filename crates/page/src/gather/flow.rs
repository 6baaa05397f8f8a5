//! Who sends what to whom, and which controls stand in the way.

use model::Cell;

use super::Gatherer;
use super::cell::{add, number, place, text};
use crate::course::{Flow, Supply};
use crate::curb;

/// Name of the origin under which releases of strategic stocks are shown.
const FROM_RESERVE: &str = "reserve";

impl Gatherer<'_> {
    /// A row of table `flows`: what the importer gets, and what crosses borders.
    pub(super) fn flow(&mut self, cells: [&Cell; 6]) {
        let [material, stage, from, to, kind, shipped] = cells;
        let Some(good) = self.good_in_focus(material, stage) else {
            return;
        };
        self.crossing(&good, text(from), text(to), number(shipped));
        if text(to) != self.focus.importer {
            return;
        }
        let origin = if text(kind) == "reserve" {
            FROM_RESERVE
        } else {
            text(from)
        };
        let month = self.months();
        let list = &mut self.course.supply;
        let at = place(
            list,
            |it| it.good == good && it.origin == origin,
            || Supply {
                good: good.clone(),
                origin: origin.to_owned(),
                shipped_t: Vec::new(),
            },
        );
        add(&mut list[at].shipped_t, month, number(shipped));
    }

    /// What crosses a border, by year.
    fn crossing(&mut self, good: &str, from: &str, to: &str, shipped: Option<f64>) {
        if from == to {
            return;
        }
        let year = self.months() / self.course.months_per_year;
        let list = &mut self.course.flows;
        let new = || Flow {
            good: good.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            shipped_t: Vec::new(),
        };
        let is_it = |it: &Flow| it.good == good && it.from == from && it.to == to;
        let at = place(list, is_it, new);
        add(&mut list[at].shipped_t, year, shipped);
    }

    /// A choice of a government: of its curbs the page keeps those on goods in focus.
    pub(super) fn decision(&mut self, cells: [&Cell; 4]) {
        let [government, subject, option, is_chosen] = cells;
        if number(is_chosen) == Some(1.0) {
            let month = self.months();
            let list = &mut self.course.curbs;
            curb::chosen(
                list,
                self.scenario,
                text(government),
                text(subject),
                text(option),
                month,
            );
            list.retain(|curb| self.focus.goods.contains(&curb.good));
        }
    }
}
