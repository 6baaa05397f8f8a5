//! Bans of a run: how often they were chosen, and how long they lasted.

use std::collections::BTreeMap;

use model::{Cell, Sink, Table};
use units::Date;

use crate::history::sink::places;

/// The table that is read, and its columns.
const TABLE: &str = "decisions";
const COLUMNS: [&str; 5] = ["date", "government", "subject", "option", "is_chosen"];
/// How a choice about export curbs begins, and how an option begins that bans.
const SUBJECT: &str = "curb";
const OPTION: &str = "ban";

/// Listens to the choices of one government about export curbs.
#[derive(Debug, Clone)]
pub(super) struct Bans {
    government: &'static str,
    columns: [usize; 5],
    chosen: usize,
    /// First day of the ban in force, by group of goods.
    open: BTreeMap<String, Date>,
    /// Those that ended [weeks].
    over: Vec<i32>,
    /// Those that the end of the run cut off, so far [weeks].
    cut: Vec<i32>,
}

impl Bans {
    /// Nothing heard yet.
    pub(super) fn new(government: &'static str) -> Self {
        Self {
            government,
            columns: places(TABLE, COLUMNS),
            chosen: 0,
            open: BTreeMap::new(),
            over: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// How often a ban was chosen, one that goes on counted again.
    pub(super) fn chosen(&self) -> usize {
        self.chosen
    }

    /// The longest [weeks]; nil without one.
    pub(super) fn longest_weeks(&self) -> i32 {
        let all = self.over.iter().chain(&self.cut);
        all.copied().max().unwrap_or(0)
    }

    /// Part of the bans that ended sooner; those that the end of the run cut off sooner are left out. None without any.
    pub(super) fn share_shorter_than(&self, weeks: i32) -> Option<f64> {
        let short = self.over.iter().filter(|ban| **ban < weeks).count();
        let long = self.over.len() - short + self.cut.iter().filter(|ban| **ban >= weeks).count();
        (short + long > 0).then(|| short as f64 / (short + long) as f64)
    }

    /// Nothing follows after a day.
    pub(super) fn end(&mut self, date: Date) {
        for (_, start) in std::mem::take(&mut self.open) {
            self.cut.push(weeks_between(start, date));
        }
    }

    fn choose(&mut self, date: Date, group: &str, is_ban: bool) {
        if is_ban {
            self.chosen += 1;
            if !self.open.contains_key(group) {
                self.open.insert(group.to_owned(), date);
            }
        } else if let Some(start) = self.open.remove(group) {
            self.over.push(weeks_between(start, date));
        }
    }
}

fn weeks_between(start: Date, end: Date) -> i32 {
    end.days_since(start) / 7
}

impl Sink for Bans {
    fn wants(&self, table: &'static Table) -> bool {
        table.name == TABLE
    }

    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        if table.name != TABLE {
            return;
        }
        let [
            Some(Cell::Date(date)),
            Some(Cell::Text(government)),
            Some(Cell::Text(subject)),
            Some(Cell::Text(option)),
            Some(Cell::Count(1)),
        ] = self.columns.map(|at| cells.get(at))
        else {
            return;
        };
        if *government == self.government && subject.starts_with(SUBJECT) {
            self.choose(*date, subject, option.starts_with(OPTION));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8) -> Date {
        Date::new(2027, month, 1)
    }

    #[test]
    fn columns_that_are_read_exist() {
        assert!(
            Bans::new("china")
                .columns
                .iter()
                .all(|at| *at != usize::MAX)
        );
    }

    #[test]
    fn ban_lasts_from_its_first_choice_to_the_first_other_one() {
        let mut bans = Bans::new("china");
        bans.choose(day(1), "heavies", true);
        bans.choose(day(4), "heavies", true); // the same, going on
        bans.choose(day(4), "magnets", true); // another group
        bans.choose(day(7), "heavies", false); // 181 days: 25 weeks
        bans.choose(day(7), "lights", false);
        bans.end(Date::new(2028, 7, 1)); // magnets: 457 days, 65 weeks, and no end
        assert_eq!(bans.chosen(), 3);
        assert_eq!(bans.longest_weeks(), 65);
        assert_eq!(bans.share_shorter_than(52), Some(0.5));
        assert_eq!(bans.share_shorter_than(20), Some(0.0));
    }

    #[test]
    fn ban_that_the_end_cuts_off_early_says_nothing_of_its_length() {
        let mut bans = Bans::new("china");
        bans.choose(day(1), "heavies", true);
        bans.end(day(3));
        assert_eq!(bans.share_shorter_than(52), None);
    }
}
